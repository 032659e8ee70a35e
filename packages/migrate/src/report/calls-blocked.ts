/** Why a sub-user that was moved is not ready yet. */
export const callsBlockedWhy = 'the target blocks its calls until it is verified';
