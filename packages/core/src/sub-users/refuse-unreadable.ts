import { isDescriptionUnreadable, type SubUser } from '../model/sub-user.ts';
import { type ErrorDetail, SubUserError } from '../model/sub-user-error.ts';

/** What is not found may be one of those whose description cannot be read: “there is none” would be a guess. */
export function refuseUnreadable(among: readonly SubUser[], detail: ErrorDetail): void {
  const ids = among.filter(isDescriptionUnreadable).map(({ id }) => id);
  if (ids.length === 0) return;
  const what =
    `nothing was found, but the carrier sent descriptions that cannot be read (${ids.join(', ')}), and the reference may be ` +
    'in one of them. Try again, or correct them on the carrier';
  throw new SubUserError('unexpected-response', what, detail);
}
