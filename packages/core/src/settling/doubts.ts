import { SubUserError } from '../model/sub-user-error.ts';
import type { Created, SubUser } from '../model/sub-user.ts';
import type { Arrival } from './attempt-scan.ts';
import { alteredTag } from './tag-watch.ts';

export interface DoubtContext {
  carrier: string;
  /** Whether it has the name that was asked for. */
  hasOurName: (subUser: SubUser) => boolean;
  /** Attempts of earlier calls, possibly under another name. */
  earlier: ReadonlySet<string>;
  credentialsOf: (arrival: Arrival) => Created['credentials'];
}

const untouched = 'nothing was changed. Look at them on the carrier, and delete the one that should not be there';

function unknown(what: string, carrier: string): SubUserError {
  return new SubUserError('outcome-unknown', what, { carrier, operation: 'create' });
}

function listIds(subUsers: readonly SubUser[]): string {
  return subUsers.map(({ id }) => id).join(', ');
}

/**
 * Why arrivals must neither be kept nor deleted: one attempt makes one sub-user, of the name that was asked for. Anything else
 * may be somebody's.
 */
export function doubtAbout(arrivals: readonly Arrival[], context: DoubtContext): SubUserError | undefined {
  const { carrier, earlier, hasOurName, credentialsOf } = context;
  const nonces = new Set(arrivals.map(({ nonce }) => nonce));
  for (const each of nonces) {
    const same = arrivals.filter(({ nonce }) => nonce === each).map(({ subUser }) => subUser);
    if (same.length > 1)
      return unknown(`${same.length} sub-users have the mark of one attempt (${listIds(same)}); ${untouched}`, carrier);
  }
  const foreign = arrivals.filter(
    ({ nonce, subUser, isOlder }) => isOlder || !(earlier.has(nonce) || hasOurName(subUser)),
  );
  if (foreign.length > 0) {
    const ids = listIds(foreign.map(({ subUser }) => subUser));
    return unknown(
      `a sub-user has the mark of an attempt, and another name or an older date (${ids}); ${untouched}`,
      carrier,
    );
  }
  const altered = arrivals.find(({ isAltered }) => isAltered);
  if (altered === undefined) return undefined;
  const { subUser } = altered;
  const credentials = credentialsOf(altered);
  return alteredTag(`it was created as ${subUser.id}`, carrier, 'create', {
    subUser,
    ...(credentials && { credentials }),
  });
}

/** Why nothing is created although no mark was found: one of these may be an attempt's whose mark the carrier dropped. */
export function doubtAboutNamesakes(namesakes: readonly SubUser[], carrier: string): SubUserError | undefined {
  if (namesakes.length === 0) return undefined;
  const what =
    `a sub-user of this name without a mark may be what the attempt created (${listIds(namesakes)}), if the carrier ` +
    'dropped or cut the mark. Look at it, and delete it if nobody uses it';
  return unknown(what, carrier);
}
