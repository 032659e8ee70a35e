import type { CallOptions, SubUserProvider } from './provider.ts';
import { readAll } from './read-all.ts';
import { SubUserError } from './sub-user-error.ts';
import type { SubUser } from './sub-user.ts';
import { nonceOf } from './tagged.ts';

/** One attempt to create whose outcome is not known. */
export interface Attempt {
  nonce: string;
  /** Our clock when it was sent, in milliseconds; 0 where that is not known. */
  sentAt: number;
  /** Our clock when we gave it up, in milliseconds. */
  endedAt: number;
}

interface Search {
  attempts: readonly Attempt[];
  resolve: (found: readonly SubUser[]) => void;
  reject: (error: unknown) => void;
}

/**
 * How far the carrier's clock may be behind ours before a look-up would end too early. Only carriers that sort newest
 * first and tell when a sub-user was created are read up to a moment; all others are read whole.
 */
const clockMarginMs = 3_600_000;

export interface NonceLookUp {
  /** The sub-users that carry one of these nonces. Rejects with what the listing rejected with. */
  find(attempts: readonly Attempt[], call: CallOptions): Promise<readonly SubUser[]>;
}

/** Looks for nonces in the descriptions of a carrier. Look-ups asked for while one runs share the next. */
export function createNonceLookUp<O>(provider: SubUserProvider<O>): NonceLookUp {
  let waiting: Search[] = [];
  let scanning = false;

  async function scan(searches: readonly Search[]): Promise<SubUser[]> {
    const wanted = new Map(searches.flatMap(({ attempts }) => attempts.map(({ nonce, sentAt }) => [nonce, sentAt])));
    const found: SubUser[] = [];
    const isNewestFirst = provider.traits.listing.order === 'newest-first';
    let oldest = Math.min(...wanted.values());
    for await (const subUser of readAll(provider, {}, {})) {
      const nonce = nonceOf(subUser);
      if (nonce !== undefined && wanted.delete(nonce)) {
        found.push(subUser);
        if (wanted.size === 0) break;
        oldest = Math.min(...wanted.values());
      }
      const createdAt = subUser.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
      if (isNewestFirst && createdAt < oldest - clockMarginMs) break;
    }
    return found;
  }

  async function scanAll(): Promise<void> {
    if (scanning) return;
    scanning = true;
    while (waiting.length > 0) {
      const searches = waiting;
      waiting = [];
      try {
        const found = await scan(searches);
        for (const { attempts, resolve } of searches) {
          const nonces = new Set(attempts.map(({ nonce }) => nonce));
          resolve(found.filter((subUser) => nonces.has(nonceOf(subUser) ?? '')));
        }
      } catch (error) {
        for (const { reject } of searches) reject(error);
      }
    }
    scanning = false;
  }

  return {
    find(attempts, call) {
      const { signal } = call;
      return new Promise((resolve, reject) => {
        // The scan goes on for the others; only this caller stops waiting.
        const abandon = (): void => {
          waiting = waiting.filter((each) => each !== search);
          const message = `${provider.carrier} create: cancelled while looking for an earlier attempt`;
          const detail = { carrier: provider.carrier, operation: 'create' };
          reject(new SubUserError('cancelled', message, detail, signal?.reason));
        };
        const leave = (): void => signal?.removeEventListener('abort', abandon);
        const search: Search = {
          attempts,
          resolve: (found) => {
            leave();
            resolve(found);
          },
          reject: (error) => {
            leave();
            reject(error);
          },
        };
        if (signal?.aborted) return abandon();
        signal?.addEventListener('abort', abandon, { once: true });
        waiting.push(search);
        void scanAll();
      });
    },
  };
}
