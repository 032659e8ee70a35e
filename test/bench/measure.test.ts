import { expect, test } from 'vitest';
import { median, ratio } from './measure.ts';
import { isMet, markdownTable, type Row } from './row.ts';

const row: Row = { what: 'a call', comparedWith: 'a bare one', figure: 1.2, target: { atMost: 1.25 }, beside: '' };

test('a ratio is the median of the rounds’ own, whatever the machine does in one of them', () => {
  const ours = [1, 2, 300].map((cpuMs) => ({ cpuMs, perSecond: 1 }));
  const other = [1, 1, 100].map((cpuMs) => ({ cpuMs, perSecond: 2 }));
  expect(ratio(ours, other, 'cpuMs')).toBe(2);
  expect(ratio(ours, other, 'perSecond')).toBe(0.5);
  expect(median([3, 1, 2])).toBe(2);
});

test.each([
  [1.25, { atMost: 1.25 }, true],
  [1.251, { atMost: 1.25 }, false],
  [0.85, { atLeast: 0.85 }, true],
  [0.849, { atLeast: 0.85 }, false],
  [1, { exactly: 1 }, true],
  [2, { exactly: 1 }, false],
  [NaN, { atMost: 1.25 }, false],
  [NaN, { atLeast: 0.85 }, false],
] as const)('%d against %j', (figure, target, met) => {
  expect(isMet({ ...row, figure, target })).toBe(met);
});

test('what is missed stands out in the table', () => {
  expect(markdownTable([row, { ...row, figure: 1.3 }]).split('\n')).toEqual([
    '| what | compared with | figure | target | met | beside |',
    '| --- | --- | --- | --- | --- | --- |',
    '| a call | a bare one | 1.20 | at most 1.25 | yes |  |',
    '| a call | a bare one | 1.30 | at most 1.25 | NO |  |',
  ]);
});
