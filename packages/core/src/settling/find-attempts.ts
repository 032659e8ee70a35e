import type { Clock } from '../ports/clock.ts';
import type { CallOptions, SubUserProvider } from '../provider/provider.ts';
import { type Attempt, AttemptScan, type Sightings } from './attempt-scan.ts';
import { readList } from '../listing/list-reader.ts';
import { safeCause } from '../provider/safe-cause.ts';
import type { SignalHub } from '../ports/signal-hub.ts';
import { SubUserError } from '../model/sub-user-error.ts';
import type { TagWatch } from './tag-watch.ts';

interface Search {
  attempts: readonly Attempt[];
  resolve: (found: Sightings) => void;
  reject: (error: unknown) => void;
}

/** What these attempts have left, found by their nonces. Rejects with what the listing rejected with. */
export type FindAttempts = (attempts: readonly Attempt[], call: CallOptions) => Promise<Sightings>;

/** Searches that begin while the list is being read share the next reading. */
export function createFindAttempts<O>(
  provider: SubUserProvider<O>,
  clock: Clock,
  signals: SignalHub,
  tags: TagWatch<O>,
): FindAttempts {
  let waiting = new Set<Search>();
  /** The current reading; it is aborted when no search needs it any more. */
  let reading: { searches: Set<Search>; ending: AbortController } | undefined;

  async function scan(searches: ReadonlySet<Search>, signal: AbortSignal): Promise<AttemptScan> {
    const attempts = [...searches].flatMap((search) => search.attempts);
    const found = new AttemptScan(attempts, provider.traits, clock);
    for await (const fresh of readList(provider, {}, { signal }, signals))
      for (const subUser of fresh) {
        tags.see(subUser.description);
        if (!found.add(subUser)) return found;
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
        for (const { attempts, resolve } of searches) resolve(found.sightingsOf(attempts));
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
      return await new Promise<Sightings>((resolve, reject) => {
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
