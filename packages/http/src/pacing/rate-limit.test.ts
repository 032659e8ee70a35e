import type { Pace } from '../connection-options.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

/** Starts as many as come, each as early as it may, or so much later after a wait; gives the times. */
function startAll(pace: Pick<Pace, 'perSecond' | 'burst'>, arrivals: readonly number[], late = 0): number[] {
  const times = new RateLimit(pace);
  let now = 0;
  return arrivals.map((arrival) => {
    now = Math.max(now, arrival);
    const wait = times.waitMs(now);
    if (wait > 0) now += wait + late;
    times.take(now);
    return now;
  });
}

test('evenly, without a burst', () => {
  expect(startAll({ perSecond: 4, burst: 1 }, [0, 0, 0, 0, 2000])).toStrictEqual([0, 250, 500, 750, 2000]);
});

test('a burst after a pause, then evenly', () => {
  expect(startAll({ perSecond: 10, burst: 3 }, [0, 0, 0, 0, 0, 5000, 5000, 5000, 5000])).toStrictEqual([
    0, 0, 0, 100, 200, 5000, 5000, 5000, 5100,
  ]);
});

test('a rate that is no whole number of milliseconds is rounded up, never down', () => {
  expect(startAll({ perSecond: 3, burst: 1 }, [0, 0, 0, 0])).toStrictEqual([0, 334, 668, 1002]);
});

test('with no burst given, late timers and a rate that is no whole number of milliseconds cost no speed', () => {
  const arrivals = Array<number>(2001).fill(0);
  expect(startAll({ perSecond: 199 }, arrivals, 3).at(-1)).toBe(10_034);
  expect(startAll({ perSecond: 199, burst: 1 }, arrivals, 3).at(-1)).toBe(18_000);
  // More than 20 ms is lost: after a long pause nobody catches up.
  expect(startAll({ perSecond: 100 }, [0, 0, 0, 0, 500, 500, 500, 500])).toStrictEqual([
    0, 0, 0, 10, 500, 500, 500, 510,
  ]);
  expect(startAll({ perSecond: 2 }, [0, 0, 0])).toStrictEqual([0, 480, 980]);
});

test('without a rate at once', () => {
  expect(startAll({ burst: 1 }, [0, 0, 0])).toStrictEqual([0, 0, 0]);
});

test('a pause holds; a shorter one within it changes nothing', () => {
  const times = new RateLimit({ burst: 1 });
  times.pause(1000, 500);
  times.pause(1100, 100);
  expect(times.waitMs(1200)).toBe(300);
  times.pause(1200, 400);
  expect(times.waitMs(1200)).toBe(400);
  expect(times.waitMs(1600)).toBe(0);
});

test('a clock that is set back holds nobody up', () => {
  const times = new RateLimit({ perSecond: 1, burst: 1 });
  times.take(10_000_000);
  expect(times.waitMs(10_000_400)).toBe(600);
  expect(times.waitMs(400)).toBe(600);
  times.pause(400, 5000);
  expect(times.waitMs(-10_000_000)).toBe(5000);
});

describe('for any rate, burst and arrivals', () => {
  const paces = fc.record({
    perSecond: fc.double({ min: 0.01, max: 2000, noNaN: true }),
    burst: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  });
  const gaps = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 60 });
  const arrivalsOf = (all: readonly number[]): number[] => {
    let at = 0;
    return all.map((gap) => (at += gap));
  };

  test('no window holds more starts than it may', () => {
    fc.assert(
      fc.property(paces, gaps, fc.integer({ min: 0, max: 30 }), (pace, all, late) => {
        const starts = startAll(pace, arrivalsOf(all), late);
        const { perSecond, burst = 1 + perSecond / 50 } = pace;
        for (let first = 0; first < starts.length; first += 1)
          for (let last = first; last < starts.length; last += 1) {
            const window = (starts[last] ?? 0) - (starts[first] ?? 0);
            // A billionth for the rounding of binary fractions.
            expect(last - first + 1).toBeLessThanOrEqual(burst + (window * perSecond) / 1000 + 1e-9);
          }
      }),
    );
  });

  test('nobody waits without need: a millisecond earlier would have been too early', () => {
    fc.assert(
      fc.property(paces, gaps, (pace, all) => {
        const arrivals = arrivalsOf(all);
        const starts = startAll(pace, arrivals);
        const times = new RateLimit(pace);
        for (const [index, start] of starts.entries()) {
          const earliest = Math.max(arrivals[index] ?? 0, starts[index - 1] ?? 0);
          if (start > earliest) expect(times.waitMs(start - 1)).toBeGreaterThan(0);
          times.take(start);
        }
      }),
    );
  });

  test('in order', () => {
    fc.assert(
      fc.property(paces, gaps, (pace, all) => {
        const starts = startAll(pace, arrivalsOf(all));
        expect(starts).toStrictEqual(starts.toSorted((one, two) => one - two));
      }),
    );
  });
});
