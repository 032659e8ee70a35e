import { setTimeout as wait } from 'node:timers/promises';

/** The source of time for every part of this project, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Whole milliseconds since some moment, for durations. Corrections of the time of day do not move it, and it never goes back. */
  monotonicMs(): number;
  /** Resolves after this many milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => Math.floor(performance.now()),
  async sleep(milliseconds, signal) {
    try {
      await wait(milliseconds, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
