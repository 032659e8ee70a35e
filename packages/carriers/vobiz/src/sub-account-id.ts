import { SubUserError } from '@subuser/core';

const idPattern = /^SA_[A-Za-z0-9]+$/u;

/**
 * Refuses what cannot be a sub-account's `auth_id` before anything is sent, so that neither `undefined`, nor an empty
 * id, nor a path ever stands where a sub-account should (vobiz.md: Vobiz's own SDK sends `DELETE …/undefined`).
 */
export function checkSubAccountId(id: unknown, operation: string): void {
  if (typeof id === 'string' && idPattern.test(id)) return;
  throw SubUserError.refusal(
    [{ field: 'id', rule: 'must be the auth_id of a sub-account: SA_ and letters or digits' }],
    { carrier: 'vobiz', operation },
  );
}
