import type { Clock } from './clock.ts';

/** A moment by the time of day and by the monotonic clock, both in milliseconds. */
export interface Moment {
  time: number;
  monotonicMs: number;
}

/** Before everything that a clock shows. */
export const longAgo: Moment = { time: -Infinity, monotonicMs: -Infinity };

export function earliest(moments: Iterable<Moment>): Moment {
  const result = { time: Infinity, monotonicMs: Infinity };
  for (const { time, monotonicMs } of moments) {
    result.time = Math.min(result.time, time);
    result.monotonicMs = Math.min(result.monotonicMs, monotonicMs);
  }
  return result;
}

export function thisMoment(clock: Clock): Moment {
  return { time: clock.now(), monotonicMs: clock.monotonicMs() };
}

/**
 * How many milliseconds have passed at most, never negative. A monotonic clock may stand still while a machine sleeps, and the time
 * of day may be corrected, so the longer of the two counts.
 */
export function mostAgeMs(moment: Moment, clock: Clock): number {
  return Math.max(0, clock.monotonicMs() - moment.monotonicMs, clock.now() - moment.time);
}
