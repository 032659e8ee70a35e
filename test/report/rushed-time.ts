import type { setTimeout as wait } from 'node:timers/promises';

/** How many milliseconds pass for the program under test in one real millisecond. */
export const factor = 20;

/** A clock that starts where `now` is and runs faster, so that the carriers seem as slow as real ones. */
export function rushedClock(now: () => number): () => number {
  const origin = performance.now();
  const startedAt = now();
  return () => Math.floor(startedAt + (performance.now() - origin) * factor);
}

/** The same for waits. */
export function rushedWait(actual: typeof wait): typeof wait {
  return (milliseconds = 0, value, options) => actual(milliseconds / factor, value, options);
}
