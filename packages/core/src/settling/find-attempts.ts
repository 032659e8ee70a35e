import type { Clock } from '../ports/clock.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { readAll } from '../listing/list-reader.ts';
import { safeCause } from '../provider/safe-cause.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { SubUser } from '../model/sub-user.ts';
import { nonceOf } from '../model/tagged.ts';

/** One attempt to create whose outcome is not known. */
export interface Attempt {
  nonce: string;
  /** Our clock when it was sent, in milliseconds; `-Infinity` where that is not known. */
  sentAt: number;
  /** Our clock when we gave it up, in milliseconds. */
  endedAt: number;
}

interface Search {
  attempts: readonly Attempt[];
  resolve: (found: readonly SubUser[]) => void;
  reject: (error: unknown) => void;
}

/** How far a carrier's dates may be apart from each other. */
const marginMs = 3_600_000;

export interface NonceLookUp {
  /** The sub-users that carry one of these nonces. Rejects with what the listing rejected with. */
  find(attempts: readonly Attempt[], call: CallOptions): Promise<readonly SubUser[]>;
}

/** Looks for nonces in the descriptions of a carrier. Look-ups asked for while one runs share the next. */
export function createNonceLookUp<O>(provider: SubUserProvider<O>, clock: Clock, signals: SignalHub): NonceLookUp {
  let waiting = new Set<Search>();
  /** The reading that is under way; it ends when nobody waits for it any more. */
  let reading: { searches: Set<Search>; ending: AbortController } | undefined;

  async function scan(searches: ReadonlySet<Search>, signal: AbortSignal): Promise<SubUser[]> {
    const attempts = [...searches].flatMap((search) => search.attempts);
    const wanted = new Map(attempts.map(({ nonce, sentAt }) => [nonce, sentAt]));
    const found: SubUser[] = [];
    const isNewestFirst = provider.traits.listing.order === 'newest-first';
    let oldest = Math.min(...wanted.values());
    let newest: number | undefined;
    for await (const fresh of readAll(provider, {}, { signal }, signals))
      for (const subUser of fresh) {
        const nonce = nonceOf(subUser);
        if (nonce !== undefined && wanted.delete(nonce)) {
          found.push(subUser);
          if (wanted.size === 0) return found;
          oldest = Math.min(...wanted.values());
        }
        const createdAt = subUser.createdAt?.getTime();
        if (!isNewestFirst || createdAt === undefined) continue;
        newest ??= createdAt;
        // The carrier's dates are compared with each other alone, since its clock may be as wrong as it likes: there it is
        // `newest` or later now, so that what was sent `age` ago is no older than this.
        const age = clock.now() - oldest;
        if (createdAt < newest - age - marginMs) return found;
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

  /** The reading goes on for the others, as long as there are any. */
  function leave(search: Search): void {
    waiting.delete(search);
    if (reading?.searches.delete(search) && reading.searches.size === 0) reading.ending.abort();
  }

  return {
    async find(attempts, { signal }) {
      const cancelled = (): SubUserError => {
        const detail = { carrier: provider.carrier, operation: 'create' };
        return new SubUserError(
          'cancelled',
          'cancelled while looking for an earlier attempt',
          detail,
          safeCause(signal?.reason),
        );
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
    },
  };
}
