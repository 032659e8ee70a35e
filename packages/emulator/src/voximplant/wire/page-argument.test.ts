import { expect, test } from 'vitest';
import { pageGiven } from './page-argument.ts';

const page = (record: Record<string, string>) => pageGiven(new Map(Object.entries(record)));

test('a page starts at the beginning and has 20 rows unless it says otherwise, and never more than 1,000', () => {
  expect(page({})).toEqual({ offset: 0, count: 20 });
  expect(page({ offset: '40', count: '7' })).toEqual({ offset: 40, count: 7 });
  expect(page({ count: '1000' })).toEqual({ offset: 0, count: 1000 });
  expect(page({ count: '1001' })).toEqual({ offset: 0, count: 1000 });
});

test.each([{ count: '0' }, { count: '-5' }, { count: 'all' }, { offset: '-1' }, { offset: 'x' }] as Record<
  string,
  string
>[])('%j is refused', (record) => {
  expect(() => page(record)).toThrow(expect.objectContaining({ code: 101, field: Object.keys(record)[0] }));
});
