import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/**
 * From now on a second of waiting takes ten milliseconds in this process. The command uses the machine's clock, and waits
 * five seconds for attempts that may be applied late.
 */
export function shortenWaits(): void {
  const actual = timers.setTimeout;
  const brief: typeof actual = (milliseconds = 0, value, options) => actual(milliseconds / 100, value, options);
  timers.setTimeout = brief;
  syncBuiltinESMExports();
}
