import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@subuser/core';

/** A clock on which `factor` milliseconds pass in one: waits of seconds become waits of milliseconds. */
export function createCompressedClock(factor: number): Clock {
  const startedAt = Date.now();
  const origin = performance.now();
  const elapsedMs = (): number => Math.floor((performance.now() - origin) * factor);
  return {
    now: () => startedAt + elapsedMs(),
    monotonicMs: elapsedMs,
    async sleep(milliseconds, signal) {
      try {
        await wait(Math.ceil(milliseconds / factor), undefined, signal ? { signal } : {});
      } catch (error) {
        throw signal?.aborted ? signal.reason : error;
      }
    },
  };
}
