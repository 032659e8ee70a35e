import type { Clock } from '../ports/clock.ts';
import { earliest, type Moment, mostAgeMs } from '../ports/moment.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { readList } from '../listing/list-reader.ts';
import { nonceOf } from '../model/reference-tag.ts';
import { safeCause } from '../provider/safe-cause.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUser } from '../model/sub-user.ts';

/** One attempt to create whose outcome is unknown. */
export interface Attempt {
  nonce: string;
  /** `longAgo` where it is unknown. */
  sentAt: Moment;
  /** When we stopped waiting for its reply, by the monotonic clock. */
  endedAtMs: number;
}

interface Search {
  attempts: readonly Attempt[];
  resolve: (found: readonly SubUser[]) => void;
  reject: (error: unknown) => void;
}

/** How far a carrier's dates may deviate from each other. */
const marginMs = 3_600_000;

/** The sub-users that these attempts created, found by their nonces. Rejects with what the listing rejected with. */
export type FindAttempts = (attempts: readonly Attempt[], call: CallOptions) => Promise<readonly SubUser[]>;

/** Searches that begin while the list is being read share the next reading. */
export function createFindAttempts<O>(provider: SubUserProvider<O>, clock: Clock, signals: SignalHub): FindAttempts {
  let waiting = new Set<Search>();
  /** The current reading; it is aborted when no search needs it any more. */
  let reading: { searches: Set<Search>; ending: AbortController } | undefined;

  async function scan(searches: ReadonlySet<Search>, signal: AbortSignal): Promise<SubUser[]> {
    const attempts = [...searches].flatMap((search) => search.attempts);
    const wanted = new Map(attempts.map(({ nonce, sentAt }) => [nonce, sentAt]));
    const found: SubUser[] = [];
    const isNewestFirst = provider.traits.listing.order === 'newest-first';
    let oldest = earliest(wanted.values());
    let newest: number | undefined;
    for await (const fresh of readList(provider, {}, { signal }, signals))
      for (const subUser of fresh) {
        const nonce = nonceOf(subUser);
        if (nonce !== undefined && wanted.delete(nonce)) {
          found.push(subUser);
          if (wanted.size === 0) return found;
          oldest = earliest(wanted.values());
        }
        const createdAt = subUser.createdAt?.getTime();
        if (!isNewestFirst || createdAt === undefined) continue;
        newest ??= createdAt;
        // The carrier's dates are compared with each other only, since its clock may differ from ours by hours. By its clock
        // it is `newest` or later now, so what was sent `age` ago is no older than `newest - age`.
        if (createdAt < newest - mostAgeMs(oldest, clock) - marginMs) return found;
      }
    return found;
  }

  async function readWhileAsked(): Promise<void> {
    if (reading !== undefined) return;
    while (waiting.size > 0) {
      const searches = waiting;
      const ending = new AbortController();
      reading = { searches, ending };
      waiting = new Set();
      try {
        const found = await scan(searches, ending.signal);
        for (const { attempts, resolve } of searches) {
          const nonces = new Set(attempts.map(({ nonce }) => nonce));
          resolve(found.filter((subUser) => nonces.has(nonceOf(subUser) ?? '')));
        }
      } catch (error) {
        for (const { reject } of searches) reject(error);
      }
    }
    reading = undefined;
  }

  /** The reading continues while another search needs it. */
  function leave(search: Search): void {
    waiting.delete(search);
    if (reading?.searches.delete(search) && reading.searches.size === 0) reading.ending.abort();
  }

  return async (attempts, { signal }) => {
    const cancelled = (): SubUserError => {
      const detail = { carrier: provider.carrier, operation: 'create' };
      const what = 'cancelled while looking for an earlier attempt';
      return new SubUserError('cancelled', what, detail, safeCause(signal?.reason));
    };
    if (signal?.aborted) throw cancelled();
    let unlisten: (() => void) | undefined;
    let search: Search | undefined;
    try {
      return await new Promise<readonly SubUser[]>((resolve, reject) => {
        unlisten = signal && signals.listen(signal, () => reject(cancelled()));
        search = { attempts, resolve, reject };
        waiting.add(search);
        void readWhileAsked();
      });
    } finally {
      unlisten?.();
      if (search) leave(search);
    }
  };
}
