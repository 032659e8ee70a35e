import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { fillPages } from '../../samples/fill-pages.ts';

export const listsEveryPageOnce = behaviour({
  name: 'lists-every-page-once',
  demand: 'a list of three pages contains every sub-user once: a reader that stops after one looks fine in every demo',
  async verify(context) {
    const { subUsers, pageCount } = await fillPages(context);
    const listed = (await context.all()).map(({ id }) => id);
    const created = subUsers.map(({ id }) => id);
    assertSameMembers(listed, created, `${created.length} were created, ${listed.length} are listed`);
    assert.ok(pageCount > 2, `${created.length} fit on ${pageCount} page(s): open the harness with smaller pages`);
  },
});
