import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStep } from '../../test-support/sample-plan.ts';
import { StepIndex } from './step-index.ts';

test('each step is found at its place, in any order, and no other id is found', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ maxLength: 3 })), fc.array(fc.nat(200)), fc.nat(3), (ids, order, idle) => {
      const steps = ids.map((id, place) => ({
        ...createStep(place),
        id,
        ...(idle > 0 && place % idle === 0 && { action: 'none' as const }),
      }));
      const index = new StepIndex(steps);
      for (const number of [...order, ...ids.keys(), ...ids.keys()])
        expect(index.of(ids[number] ?? 'none of them')).toBe(number < ids.length ? number : undefined);
    }),
    { numRuns: 300, seed: 1 },
  );
});
