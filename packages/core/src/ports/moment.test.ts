import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { earliest, longAgo, mostAgeMs, thisMoment } from './moment.ts';

test.each([
  ['passes', 0, 1_000],
  ['is set back', -7_200_000, 1_000],
  ['is set ahead, or the machine slept', 7_200_000, 7_201_000],
])('an age is never negative and never too short where the time of day %s', (_, stepMs, age) => {
  const clock = new ManualClock();
  const moment = thisMoment(clock);
  clock.stall(1_000);
  clock.time += stepMs;
  expect(mostAgeMs(moment, clock)).toBe(age);
});

test('the earliest of moments by either clock; long ago is before all', () => {
  expect(
    earliest([
      { time: 5, monotonicMs: 9 },
      { time: 7, monotonicMs: 1 },
    ]),
  ).toEqual({ time: 5, monotonicMs: 1 });
  expect(mostAgeMs(longAgo, new ManualClock())).toBe(Infinity);
});
