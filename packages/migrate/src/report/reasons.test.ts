import { expect, test } from 'vitest';
import { countReasons } from './reasons.ts';

const rename = (count: number): { field: string; why: string }[] =>
  Array.from({ length: count }, (_, index) => ({ field: 'name', why: `“${index}” becomes “a${index}”` }));
const phone = { field: 'phone', why: 'none' };

test('the most frequent first, equal ones counted', () => {
  expect(countReasons([{ field: 'email', why: 'none' }, phone, phone])).toEqual([
    { field: 'phone', why: 'none', count: 2 },
    { field: 'email', why: 'none', count: 1 },
  ]);
});

test('up to three different reasons are listed, more become one line', () => {
  expect(countReasons(rename(3)).map(({ count }) => count)).toEqual([1, 1, 1]);
  expect(countReasons([phone, phone, ...rename(4)])).toEqual([
    { field: 'name', why: '“0” becomes “a0” … and 3 more like it, each in the last table', count: 4 },
    { field: 'phone', why: 'none', count: 2 },
  ]);
});
