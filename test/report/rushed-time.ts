import type { setTimeout as wait } from 'node:timers/promises';

/** How many milliseconds the program under test sees pass in one. */
export const factor = 20;

/** `Date.now` on which time flies, so that the carriers take as long as real ones do. */
export function rushedNow(): () => number {
  const origin = performance.now();
  const startedAt = Date.now();
  return () => Math.floor(startedAt + (performance.now() - origin) * factor);
}

/** The same for whoever waits. */
export function rushedWait(actual: typeof wait): typeof wait {
  return (milliseconds = 0, value, options) => actual(milliseconds / factor, value, options);
}
