import { expect, test } from 'vitest';
import { duration } from './duration.ts';
import { merged, timelineOf } from './timeline.ts';

const at = (...moments: number[]): { from: number; to: number }[] => moments.map((to) => ({ from: to, to }));

test('five minutes without entries count as work, more as a pause without width', () => {
  const night = 36_000_000;
  const { begin, worked, pauses, at: position } = timelineOf(at(1_000, 301_000, 301_000 + night, 302_000 + night));
  expect([begin, worked]).toEqual([1_000, 301_000]);
  expect(pauses).toEqual([{ from: 301_000, to: 301_000 + night }]);
  const moments = [0, 1_000, 201_000, 301_000, 400_000, 301_000 + night, 302_000 + night, 900_000 + night];
  expect(moments.map(position)).toEqual([0, 0, 200_000, 300_000, 300_000, 300_000, 301_000, 301_000]);
});

test('a long wait is not a pause', () => {
  const { worked, pauses } = timelineOf([...at(0, 600_000), { from: 0, to: 600_000 }]);
  expect([worked, pauses]).toEqual([600_000, []]);
});

test('spans that overlap or touch are one', () => {
  const spans = [
    { from: 5, to: 7 },
    { from: 1, to: 3 },
    { from: 2, to: 5 },
    { from: 2, to: 4 },
    { from: 8, to: 9 },
  ];
  expect(merged(spans)).toEqual([
    { from: 1, to: 7 },
    { from: 8, to: 9 },
  ]);
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [4_210, '4.2 s'],
  [9_960, '10 s'],
  [119_000, '119 s'],
  [120_000, '2 min'],
  [18_000_000, '5 h'],
  [259_200_000, '3 days'],
])('%d ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
