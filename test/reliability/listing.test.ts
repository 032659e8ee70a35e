import { expect, test } from 'vitest';
import { carrierNames } from './carrier.ts';
import { memoryListings, type Reading, readCarrier, readMemory } from './listing.ts';

const seed = '1';

/** So many changes that reading without a shiftEvidence loses rows, and none lost. */
function expectExactlyOnce({ created, deleted, throughout, missing, twice }: Reading): void {
  expect({ missing, twice }).toEqual({ missing: 0, twice: 0 });
  expect(created).toBeGreaterThan(200);
  expect(deleted).toBeGreaterThan(300);
  expect(throughout).toBeGreaterThan(7_000);
}

test.each(carrierNames)('10,000 sub-users of %s while others create and delete', { timeout: 60_000 }, async (name) => {
  const reading = await readCarrier(name, seed);
  expectExactlyOnce(reading);
  // Had nothing moved, a page for each hundred rows and one for the end would have done.
  expect(reading.pages).toBeGreaterThan((10_000 + reading.created) / 100 + 1);
  expect(reading.stepsBack).toBeGreaterThan(50);
});

test.each(memoryListings)('10,000 in memory, guarded by $shiftEvidence', { timeout: 60_000 }, async (listing) => {
  const reading = await readMemory(listing, seed);
  expectExactlyOnce(reading);
  if (listing.shiftEvidence === 'stable-cursor') expect(reading.stepsBack).toBe(0);
  else expect(reading.stepsBack).toBeGreaterThan(50);
});

test.each(['total', 'overlap'] as const)('a reader that does not know of %s loses rows', async (shiftEvidence) => {
  const reading = await readMemory({ order: 'newest-first', shiftEvidence }, seed, {
    order: 'newest-first',
    shiftEvidence: 'stable-cursor',
  });
  expect(reading.missing).toBeGreaterThan(0);
});
