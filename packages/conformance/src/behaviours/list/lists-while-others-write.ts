import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { inapplicable } from '../../inapplicable.ts';
import { fillPages } from '../../samples/fill-pages.ts';

export const listsWhileOthersWrite = behaviour({
  name: 'lists-while-others-write',
  demand:
    'every sub-user that exists throughout a reading is listed once, even while rows are added, deleted and moved',
  async verify(context) {
    const { subUsers, pageSize } = await fillPages(context);
    if (pageSize === undefined) inapplicable('no second page');
    const seen: string[] = [];
    const deleted = new Set<string>();
    for await (const { id } of context.subUsers.list()) {
      assert.ok(!seen.includes(id), `${id} is listed twice`);
      seen.push(id);
      // At the end of a page, before the next is read: delete rows that were seen, so that all others move up, and add one.
      if (seen.length % pageSize !== 0 || seen.length > 3 * pageSize) continue;
      for (const gone of seen.filter((each) => !deleted.has(each)).slice(0, 2)) {
        await context.subUsers.delete(gone);
        deleted.add(gone);
      }
      await context.create();
    }
    const missing = subUsers.filter(({ id }) => !deleted.has(id) && !seen.includes(id));
    assert.equal(missing.length, 0, `${missing.length} that existed throughout are not listed`);
  },
});
