import { nonceOf, untag } from '../model/reference-tag.ts';
import type { SubUser } from '../model/sub-user.ts';
import type { Clock } from '../ports/clock.ts';
import { longAgo } from '../ports/moment.ts';
import type { CallOptions } from '../provider/provider.ts';
import type { FindAttempts } from '../settling/find-attempts.ts';

/** The findAttempts of `openSubUsers`: the sub-users that these attempts created, by nonce, whenever they were sent. */
export async function findByNonces(
  { findAttempts, clock }: { findAttempts: FindAttempts; clock: Clock },
  nonces: readonly string[],
  call: CallOptions,
): Promise<ReadonlyMap<string, SubUser>> {
  if (nonces.length === 0) return new Map();
  const attempts = nonces.map((nonce) => ({ nonce, sentAt: longAgo, endedAtMs: clock.monotonicMs() }));
  const found = await findAttempts(attempts, call);
  return new Map(found.map((raw) => [nonceOf(raw) ?? '', untag(raw)]));
}
