import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryProvider } from '../memory/index.ts';
import { memoryTraits } from '../memory/memory-traits.ts';
import { SignalHub } from '../ports/signal-hub.ts';
import type { Page, SubUserProvider } from '../provider/provider.ts';
import { readList } from './list-reader.ts';

interface Served {
  rows: string[];
  pages: number;
}

const rowsUpTo = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index + 1}`);

/** Pages of 20 by number; `total` of the rows and of those on the page; `order` before each page. */
function carrierOf(
  served: Served,
  total: (all: number, own: number) => number,
  order: (rows: readonly string[]) => readonly string[] = (rows) => rows,
  shiftEvidence: 'total' | 'overlap' = 'total',
): SubUserProvider {
  return {
    ...createMemoryProvider({ traits: { ...memoryTraits, listing: { order: 'newest-first', shiftEvidence } } }),
    async listPage({ cursor = '0' }): Promise<Page> {
      served.pages += 1;
      const overlap = shiftEvidence === 'overlap' && cursor !== '0' ? 1 : 0;
      const start = Number(cursor) - overlap;
      const ids = order(served.rows).slice(start, Number(cursor) + 20);
      const items = ids.map((id) => ({
        carrier: 'memory',
        id,
        name: id,
        status: 'active' as const,
        native: undefined,
      }));
      const page = { items, total: total(served.rows.length, ids.length) };
      return ids.length > overlap ? { ...page, next: String(start + ids.length) } : page;
    },
  };
}

async function idsOf(provider: SubUserProvider): Promise<string[]> {
  const ids: string[] = [];
  for await (const fresh of readList(provider, {}, {}, new SignalHub())) ids.push(...fresh.map(({ id }) => id));
  return ids;
}

test.each([
  ['the count of the page', (_all: number, own: number) => own],
  ['too small', () => 20],
  ['behind by five', (all: number) => all - 5],
  ['nothing', () => 0],
])('a total that is %s ends no list early', async (_what, total) => {
  const served = { rows: rowsUpTo(45), pages: 0 };
  expect(await idsOf(carrierOf(served, total))).toEqual(served.rows);
  // Twice, since a wrong total is no evidence.
  expect(served.pages).toBeLessThanOrEqual(12);
});

test('a right total costs no second reading', async () => {
  const served = { rows: rowsUpTo(45), pages: 0 };
  expect(await idsOf(carrierOf(served, (all) => all))).toEqual(served.rows);
  expect(served.pages).toBe(4);
});

test.each(['total', 'overlap'] as const)(
  'fewer rows than the carrier says are refused, never returned as whole: %s',
  async (evidence) => {
    const served = { rows: rowsUpTo(45), pages: 0 };
    await expect(idsOf(carrierOf(served, (all) => all + 5, undefined, evidence))).rejects.toMatchObject({
      code: 'unexpected-response',
      message: expect.stringContaining(
        'says that it has 50 sub-users, but lists 45, although it was read 2 times',
      ) as string,
      detail: { carrier: 'memory', operation: 'list' },
    });
  },
);

test('pages of unstable order are read until every row came, or refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(44), { minLength: 200, maxLength: 200 }), async (places) => {
      const served = { rows: rowsUpTo(45), pages: 0 };
      const drawn = places.values();
      // Some rows change places between any two pages.
      const order = (rows: readonly string[]): readonly string[] => {
        for (let each = 0; each < 3; each += 1) {
          const [one = 0, other = 0] = [drawn.next().value, drawn.next().value];
          [served.rows[one], served.rows[other]] = [rows[other] ?? '', rows[one] ?? ''];
        }
        return served.rows;
      };
      try {
        const ids = await idsOf(carrierOf(served, (all) => all, order));
        expect(ids.toSorted()).toEqual(rowsUpTo(45).toSorted());
      } catch (error) {
        expect(error).toMatchObject({ code: 'unexpected-response' });
      }
    }),
    { numRuns: 300 },
  );
});

test('rows that were swapped are found by reading again only as far as needed', async () => {
  const served = { rows: rowsUpTo(200), pages: 0 };
  let isMoved = false;
  // After the first page a row of it takes the place of one behind, once.
  const order = (rows: readonly string[]): readonly string[] => {
    if (served.pages === 2 && !isMoved) {
      isMoved = true;
      const [one, other] = [rows[3] ?? '', rows[150] ?? ''];
      served.rows = rows.with(3, other).with(150, one);
    }
    return served.rows;
  };
  expect((await idsOf(carrierOf(served, (all) => all, order))).toSorted()).toEqual(rowsUpTo(200).toSorted());
  expect(served.pages).toBe(11 + 1);
});

test('an account that fills while it is read is no short list', async () => {
  const served = { rows: rowsUpTo(100), pages: 0 };
  const order = (): readonly string[] => {
    if (served.pages < 6) served.rows.unshift(`n${served.pages}`);
    return served.rows;
  };
  const ids = await idsOf(carrierOf(served, (all) => all, order));
  expect(ids).toEqual(expect.arrayContaining(rowsUpTo(100)));
  expect(served.pages).toBeLessThanOrEqual(8);
});
