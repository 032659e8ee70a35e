import type { Clock } from '@subuser/core';
import type { Pace } from '../connection-options.ts';
import type { Pacer } from '../pacer.ts';
import { RateLimit } from './rate-limit.ts';
import { timerLimitMs } from '../timer-limit.ts';

interface Waiter {
  admit(): void;
  refuse(reason: unknown): void;
}

/**
 * A gate in this process: at most `concurrency` requests under way, first come first served, and at most `perSecond` starts a
 * second (see `RateLimit`). `enter` rejects with the signal's reason as soon as it aborts.
 */
export function createPacer(pace: Pace, clock: Clock): Pacer {
  const rateLimit = new RateLimit(pace);
  // A set is a queue whose members can leave from the middle.
  const waiters = new Set<Waiter>();
  let underWay = 0;
  let sleeper: AbortController | undefined;

  const start = (): (() => void) => {
    underWay += 1;
    rateLimit.take(clock.monotonicMs());
    let left = false;
    return () => {
      if (left) return;
      left = true;
      underWay -= 1;
      admitNext();
    };
  };

  const sleep = async (milliseconds: number): Promise<void> => {
    const ending = new AbortController();
    sleeper = ending;
    try {
      await clock.sleep(milliseconds, ending.signal);
    } catch (error) {
      // We end it when nobody waits any more; otherwise the clock is broken, and nobody must wait for it.
      if (!ending.signal.aborted) for (const waiter of waiters) waiter.refuse(error);
    }
    sleeper = undefined;
    admitNext();
  };

  const admitNext = (): void => {
    if (sleeper !== undefined) return;
    for (const waiter of waiters) {
      if (underWay >= pace.concurrency) return;
      const waitMs = rateLimit.waitMs(clock.monotonicMs());
      if (waitMs > 0) {
        void sleep(Math.min(waitMs, timerLimitMs));
        return;
      }
      waiter.admit();
    }
  };

  const wait = (signal: AbortSignal | undefined): Promise<() => void> =>
    new Promise((resolve, reject) => {
      const leaveQueue = (): void => {
        waiters.delete(waiter);
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        admit() {
          leaveQueue();
          resolve(start());
        },
        refuse(reason) {
          leaveQueue();
          reject(reason);
        },
      };
      const onAbort = (): void => {
        waiter.refuse(signal?.reason);
        // No timer remains when nobody waits for it.
        if (waiters.size === 0) sleeper?.abort();
      };
      signal?.addEventListener('abort', onAbort);
      waiters.add(waiter);
      admitNext();
    });

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      const isFree = waiters.size === 0 && underWay < pace.concurrency && rateLimit.waitMs(clock.monotonicMs()) <= 0;
      return isFree ? start() : wait(signal);
    },
    pause: (milliseconds) => rateLimit.pause(clock.monotonicMs(), milliseconds),
  };
}
