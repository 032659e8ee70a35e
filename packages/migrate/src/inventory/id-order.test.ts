import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareIds } from './id-order.ts';

test('numbers count as numbers', () => {
  expect(['m10', 'm9', 'SA_B', 'SA_A10', '10', '9', 'SA_A2', ''].toSorted(compareIds)).toEqual([
    '',
    '9',
    '10',
    'SA_A2',
    'SA_A10',
    'SA_B',
    'm9',
    'm10',
  ]);
});

test('numbers past any machine number keep their order', () => {
  expect(compareIds('90071992547409930001', '90071992547409930002')).toBe(-1);
  expect(compareIds('a1b', 'a1')).toBe(1);
  expect(compareIds('a1', 'a1b')).toBe(-1);
});

test('it is a total order: different ids are never equal, and the result does not depend on the initial order', () => {
  const id = fc.stringMatching(/^[aA0-2_]{0,6}$/);
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (ids, random) => {
      const shuffled = ids.toSorted(() => ((random.next().value ?? 0) % 3) - 1);
      expect(shuffled.toSorted(compareIds)).toEqual(ids.toSorted(compareIds));
      for (const a of ids) for (const b of ids) expect(compareIds(a, b) + compareIds(b, a)).toBe(0);
    }),
    { seed: 1 },
  );
  expect(compareIds('01', '1')).toBe(-1);
  expect(compareIds('1', '1')).toBe(0);
});
