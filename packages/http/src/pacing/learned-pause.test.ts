import { expect, test } from 'vitest';
import { LearnedPause } from './learned-pause.ts';

const retries = { baseMs: 250, maxMs: 30_000 };

test('two refusals in a row cost nothing; then each pause is twice the last, up to the limit', () => {
  const pause = new LearnedPause(retries);
  const pauses = Array.from({ length: 10 }, (_, at) => pause.afterRefusal(at, at));
  expect(pauses).toStrictEqual([0, 0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('what was already under way teaches nothing, neither a refusal nor a success', () => {
  const pause = new LearnedPause(retries);
  expect([pause.afterRefusal(0, 5), pause.afterRefusal(5, 9), pause.afterRefusal(8, 10)]).toStrictEqual([0, 0, 0]);
  pause.onSuccess(8);
  expect(pause.afterRefusal(9, 12)).toBe(1000);
});

test('the next begins with half of what the last took in all; less and less where one pause is enough', () => {
  const pause = new LearnedPause(retries);
  for (let at = 0; at < 5; at += 1) pause.afterRefusal(at, at);
  pause.onSuccess(5);
  const first: number[] = [];
  for (let at = 6; at < 9; at += 1) {
    first.push(pause.afterRefusal(at, at));
    pause.onSuccess(at + 1);
  }
  expect(first).toStrictEqual([3500, 1750, 875]);
});

test('a refusal now and then costs nothing', () => {
  const pause = new LearnedPause(retries);
  for (let at = 0; at < 100; at += 2) {
    expect(pause.afterRefusal(at, at)).toBe(0);
    pause.onSuccess(at + 1);
  }
});
