import type { RandomInt } from '@subuser/core';
import type { Retries } from '../connection-options.ts';

/**
 * How long to wait before the next try, in milliseconds: exponential with full jitter (evenly random from 0 to
 * `baseMs`, then to twice that, and so on, never beyond `maxMs`), and at least what the carrier asked for.
 *
 * @param attempt The attempt that failed, 1 for the first.
 * @param askedMs What the carrier asked for, if it did.
 */
export function retryDelayMs(
  attempt: number,
  { baseMs, maxMs }: Pick<Retries, 'baseMs' | 'maxMs'>,
  askedMs: number | undefined,
  randomInt: RandomInt,
): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** (attempt - 1));
  return Math.max(askedMs ?? 0, randomInt(ceiling + 1));
}
