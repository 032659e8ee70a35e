import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';

export const listsNewestFirst = behaviour({
  name: 'lists-newest-first',
  demand: 'where the traits say newest-first the list is, because the search for a lost create stops at older rows',
  async verify({ traits, create, all }) {
    if (traits.listing.order !== 'newest-first') inapplicable('the traits state no order');
    const created: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) created.push((await create()).subUser.id);
    assert.deepEqual(
      (await all()).map(({ id }) => id),
      created.toReversed(),
    );
  },
});
