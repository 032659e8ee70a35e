import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Roster } from './sorted-records.ts';

const numbers = (roster: Roster<{ number: number }>, page: number, size: number): number[] =>
  roster.page(page, size).map(({ number }) => number);

test('pages from the highest number down, the last page short, beyond it nothing', () => {
  const roster = new Roster<{ number: number }>();
  for (let number = 1; number <= 7; number += 1) roster.add({ number });
  expect(numbers(roster, 1, 3)).toEqual([7, 6, 5]);
  expect(numbers(roster, 2, 3)).toEqual([4, 3, 2]);
  expect(numbers(roster, 3, 3)).toEqual([1]);
  expect(numbers(roster, 4, 3)).toEqual([]);
  roster.clear();
  expect([roster.size, numbers(roster, 1, 3)]).toEqual([0, []]);
});

test('stays sorted through additions and removals in any order', () => {
  const step = fc.record({ number: fc.integer({ min: 1, max: 30 }), adds: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const roster = new Roster<{ number: number }>();
      const model = new Map<number, { number: number }>();
      for (const { number, adds } of steps) {
        const entry = model.get(number) ?? { number };
        if (adds && !model.has(number)) {
          roster.add(entry);
          model.set(number, entry);
        } else if (!adds) {
          roster.remove(entry);
          model.delete(number);
        }
      }
      expect(numbers(roster, 1, 100)).toEqual([...model.keys()].toSorted((a, b) => b - a));
      expect(roster.size).toBe(model.size);
    }),
    { seed: 1, numRuns: 300 },
  );
});
