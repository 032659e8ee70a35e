import type { setTimeout as wait } from 'node:timers/promises';

/** How many milliseconds pass for the program under test in one real millisecond. */
export const factor = 20;

/** An accelerated `Date.now`, so that the carriers seem as slow as real ones. */
export function rushedNow(): () => number {
  const origin = performance.now();
  const startedAt = Date.now();
  return () => Math.floor(startedAt + (performance.now() - origin) * factor);
}

/** The same for waits. */
export function rushedWait(actual: typeof wait): typeof wait {
  return (milliseconds = 0, value, options) => actual(milliseconds / factor, value, options);
}
