import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedRecords } from './sorted-records.ts';

const numbers = (records: SortedRecords<{ number: number }>, page: number, size: number): number[] =>
  records.page(page, size).map(({ number }) => number);

test('pages from the highest number down, the last page short, beyond it nothing', () => {
  const records = new SortedRecords<{ number: number }>();
  for (let number = 1; number <= 7; number += 1) records.add({ number });
  expect(numbers(records, 1, 3)).toEqual([7, 6, 5]);
  expect(numbers(records, 2, 3)).toEqual([4, 3, 2]);
  expect(numbers(records, 3, 3)).toEqual([1]);
  expect(numbers(records, 4, 3)).toEqual([]);
  records.clear();
  expect([records.size, numbers(records, 1, 3)]).toEqual([0, []]);
});

test('stays sorted through additions and removals in any order', () => {
  const step = fc.record({ number: fc.integer({ min: 1, max: 30 }), adds: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const records = new SortedRecords<{ number: number }>();
      const model = new Map<number, { number: number }>();
      for (const { number, adds } of steps) {
        const entry = model.get(number) ?? { number };
        if (adds && !model.has(number)) {
          records.add(entry);
          model.set(number, entry);
        } else if (!adds) {
          records.remove(entry);
          model.delete(number);
        }
      }
      expect(numbers(records, 1, 100)).toEqual([...model.keys()].toSorted((a, b) => b - a));
      expect(records.size).toBe(model.size);
    }),
    { seed: 1, numRuns: 300 },
  );
});
