import type { Clock } from '@subuser/core';

/** A clock whose sleeps are over at once: it skips what would have been slept. */
export function createHurriedClock(): Clock {
  let skipped = 0;
  return {
    now: () => Date.now() + skipped,
    sleep(milliseconds, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      skipped += milliseconds;
      return Promise.resolve();
    },
  };
}

export interface StandingClock extends Clock {
  readonly sleepers: number;
}

/** The same time, but whoever sleeps sleeps until cancelled. */
export function createStandingClock({ now }: Pick<Clock, 'now'>): StandingClock {
  let sleepers = 0;
  return {
    now,
    sleep(_milliseconds, signal) {
      sleepers += 1;
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          sleepers -= 1;
          reject(signal.reason);
        });
      });
    },
    get sleepers() {
      return sleepers;
    },
  };
}
