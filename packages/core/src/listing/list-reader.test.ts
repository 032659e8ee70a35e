import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryProvider } from '../memory/index.ts';
import { memoryTraits } from '../memory/memory-traits.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import { readList } from './list-reader.ts';
import { SignalHub } from '../ports/signal-hub.ts';
import type { SubUser, SubUserId } from '../model/sub-user.ts';

const listings = [
  { order: 'newest-first', shiftEvidence: 'total' },
  { order: 'unstated', shiftEvidence: 'overlap' },
  { order: 'newest-first', shiftEvidence: 'overlap' },
  { order: 'newest-first', shiftEvidence: 'stable-cursor' },
  { order: 'unstated', shiftEvidence: 'stable-cursor' },
] as const;

async function* rowsOf(provider: SubUserProvider): AsyncGenerator<SubUser, void, undefined> {
  for await (const fresh of readList(provider, {}, {}, new SignalHub())) yield* fresh;
}

describe.each(listings)('$order, $shiftEvidence', (listing) => {
  test('rows that exist throughout come exactly once, whatever happens between two pages', async () => {
    // Each page read is followed by some creates and deletes; a delete picks by position among the living.
    const step = fc.record({ creates: fc.nat(3), deletes: fc.array(fc.nat(60), { maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40),
        fc.integer({ min: 2, max: 7 }),
        fc.array(step, { maxLength: 25 }),
        async (count, pageSize, steps) => {
          let isChanging = false;
          const turns = steps.values();
          const living: SubUserId[] = [];
          const provider = createMemoryProvider({
            traits: { ...memoryTraits, listing },
            pageSize,
            async interrupt(operation, moment) {
              if (!isChanging || operation !== 'listPage' || moment !== 'after') return;
              isChanging = false;
              const { creates, deletes } = turns.next().value ?? { creates: 0, deletes: [] };
              for (let each = 0; each < creates; each += 1) await provider.create({ name: 'new' });
              for (const place of deletes) {
                const [id] = living.splice(place % Math.max(1, living.length), 1);
                if (id !== undefined) await provider.delete(id);
              }
              isChanging = true;
            },
          });
          for (let each = 0; each < count; each += 1) living.push((await provider.create({ name: 'old' })).subUser.id);
          isChanging = true;
          const read: SubUserId[] = [];
          for await (const { id } of rowsOf(provider)) read.push(id);
          expect(new Set(read).size).toBe(read.length);
          expect(living.filter((id) => !read.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('an empty account and exact page boundaries', async () => {
    for (const count of [0, 1, 4, 5, 6, 10]) {
      const provider = createMemoryProvider({ traits: { ...memoryTraits, listing }, pageSize: 5 });
      for (let each = 0; each < count; each += 1) await provider.create({ name: `n${each}` });
      const read: string[] = [];
      for await (const { name } of rowsOf(provider)) read.push(name);
      expect(read.toSorted()).toEqual(Array.from({ length: count }, (_, each) => `n${each}`).toSorted());
    }
  });
});

test.each(listings)('a list that does not end is an error, $order, $shiftEvidence', async (listing) => {
  const subUser = { carrier: 'memory', id: 'm1', name: 'one', status: 'active', native: undefined } as const;
  for (const items of [[subUser], []]) {
    let pages = 0;
    const provider = {
      ...createMemoryProvider({ traits: { ...memoryTraits, listing } }),
      async listPage() {
        pages += 1;
        return { items, next: 'the same again', total: items.length };
      },
    };
    const reading = Array.fromAsync(rowsOf(provider));
    await expect(reading).rejects.toMatchObject({ code: 'unexpected-response', detail: { operation: 'list' } });
    // The last one was requested ahead, except where each empty page counts as a gap and is read again.
    const isThrownAway = listing.shiftEvidence === 'overlap' && items.length === 0;
    expect(pages).toBe(1_000 + items.length + (isThrownAway ? 0 : 1));
  }
});
