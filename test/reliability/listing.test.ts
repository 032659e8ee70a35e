import { expect, test } from 'vitest';
import { carriers } from '../carriers/all.ts';
import { memoryListings, type Reading, readCarrier, readMemory } from './listing.ts';

const seed = '1';

/** No row is lost, although there were so many changes that a reader without evidence of shifts loses some. */
function expectExactlyOnce({ created, deleted, throughout, missing, twice }: Reading): void {
  expect({ missing, twice }).toEqual({ missing: 0, twice: 0 });
  expect(created).toBeGreaterThan(200);
  expect(deleted).toBeGreaterThan(300);
  expect(throughout).toBeGreaterThan(7_000);
}

test.each(carriers)(
  '10,000 sub-users of $label while others create and delete',
  { timeout: 60_000 },
  async (carrier) => {
    const reading = await readCarrier(carrier, seed);
    expectExactlyOnce(reading);
    // If nothing moved, one page for each hundred rows and one for the end would be enough.
    expect(reading.pages).toBeGreaterThan((10_000 + reading.created) / 100 + 1);
    expect(reading.stepsBack).toBeGreaterThan(50);
  },
);

test.each(memoryListings)(
  '10,000 in memory, where $shiftEvidence is the evidence of shifts',
  { timeout: 60_000 },
  async (listing) => {
    const reading = await readMemory(listing, seed);
    expectExactlyOnce(reading);
    if (listing.shiftEvidence === 'stable-cursor') expect(reading.stepsBack).toBe(0);
    else expect(reading.stepsBack).toBeGreaterThan(50);
  },
);

test.each(['total', 'overlap'] as const)(
  'a reader that does not know that %s is the evidence loses rows',
  async (shiftEvidence) => {
    const reading = await readMemory({ order: 'newest-first', shiftEvidence }, seed, {
      order: 'newest-first',
      shiftEvidence: 'stable-cursor',
    });
    expect(reading.missing).toBeGreaterThan(0);
  },
);
