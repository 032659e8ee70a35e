import assert from 'node:assert/strict';
import type { Page } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { inapplicable } from '../../inapplicable.ts';
import { fillPages, readPages } from '../../samples/fill-pages.ts';

function idsOf(pages: readonly Page[]): string[] {
  return pages.flatMap(({ items }) => items.map(({ id }) => id));
}

/** The pages without the rows that only show that nothing moved. */
function withoutOverlap(pages: readonly Page[]): Page[] {
  return pages.map((page, index) => (index === 0 ? page : { ...page, items: page.items.slice(1) }));
}

/** The cursor points at a row, so changes on the first page move nothing after it. */
async function checkStable(context: Context, pages: readonly Page[]): Promise<void> {
  const [first, ...later] = pages;
  const gone = [first?.items[0], first?.items.at(-1)].flatMap((row) => (row === undefined ? [] : [row.id]));
  for (const id of gone) await context.subUsers.delete(id);
  await context.create();
  const again = new Set(idsOf(await readPages(context, first?.next)));
  for (const id of idsOf(later)) assert.ok(again.has(id), `shiftEvidence stable-cursor: ${id} slipped past the cursor`);
  for (const { id } of first?.items ?? []) assert.ok(!again.has(id), `shiftEvidence stable-cursor: ${id} came twice`);
}

export const pagesAsItSays = behaviour({
  name: 'pages-as-it-says',
  demand:
    'pages end, repeat nothing and show that rows moved, as listing.shiftEvidence says: every reader relies on it',
  async verify(context) {
    const { shiftEvidence } = context.traits.listing;
    const { subUsers, pageSize } = await fillPages(context);
    if (pageSize === undefined) inapplicable('no second page');
    const pages = await readPages(context);
    for (const { next } of pages) assert.ok(next === undefined || next.length > 0, 'a cursor must not be empty');
    for (const { total } of pages) {
      if (shiftEvidence === 'total')
        assert.equal(total, subUsers.length, 'shiftEvidence total: each page has the count of all rows');
      if (total !== undefined) assert.equal(total, subUsers.length, 'a total is the count of all rows');
    }
    if (shiftEvidence === 'overlap')
      for (const [index, { items }] of pages.slice(1).entries())
        assert.equal(
          items[0]?.id,
          pages[index]?.items.at(-1)?.id,
          'shiftEvidence overlap: a page begins with the row before it',
        );
    const ids = idsOf(shiftEvidence === 'overlap' ? withoutOverlap(pages) : pages);
    assert.equal(ids.length, new Set(ids).size, 'a row is on two pages although nothing moved');
    if (shiftEvidence === 'stable-cursor') await checkStable(context, pages);
  },
});
