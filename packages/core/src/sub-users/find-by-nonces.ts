import { untag } from '../model/reference-tag.ts';
import type { SubUser } from '../model/sub-user.ts';
import type { Clock } from '../ports/clock.ts';
import { longAgo } from '../ports/moment.ts';
import { safeCause } from '../provider/safe-cause.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import { refuseUnreadable } from './refuse-unreadable.ts';
import type { FindAttemptsOptions } from './sub-users.ts';
import type { FindAttempts } from '../settling/find-attempts.ts';

/** The findAttempts of `openSubUsers`: the sub-users that these attempts created, by nonce, whenever they were sent. */
export async function findByNonces(
  {
    carrier,
    findAttempts,
    clock,
    lateMs,
  }: { carrier: string; findAttempts: FindAttempts; clock: Clock; lateMs: number },
  nonces: readonly string[],
  { signal, waitForLate = false }: FindAttemptsOptions,
): Promise<ReadonlyMap<string, SubUser>> {
  if (nonces.length === 0) return new Map();
  if (waitForLate)
    await clock.sleep(lateMs, signal).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
      const what = 'cancelled while an earlier attempt might still be applied';
      throw new SubUserError('cancelled', what, { carrier, operation: 'findAttempts' }, safeCause(error));
    });
  const attempts = nonces.map((nonce) => ({ nonce, sentAt: longAgo, endedAtMs: clock.monotonicMs() }));
  const { arrivals, unreadable } = await findAttempts(attempts, { signal });
  const found = new Map<string, SubUser>();
  for (const { nonce, subUser } of arrivals) {
    const other = found.get(nonce);
    if (other !== undefined) {
      const what = `several sub-users have the mark of one attempt (${other.id}, ${subUser.id}); delete the one that should not be there`;
      throw new SubUserError('failed-precondition', what, { carrier, operation: 'findAttempts' });
    }
    found.set(nonce, untag(subUser));
  }
  if (found.size < new Set(nonces).size) refuseUnreadable(unreadable, { carrier, operation: 'findAttempts' });
  return found;
}
