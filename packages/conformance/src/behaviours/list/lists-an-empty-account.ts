import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';

export const listsAnEmptyAccount = behaviour({
  name: 'lists-an-empty-account',
  demand: 'an account without sub-users is one empty page without a next cursor, and no error',
  async verify({ provider, subUsers, all, freshName }) {
    const page = await provider.listPage({});
    assert.deepEqual(page.items, []);
    assert.equal(page.next, undefined, 'an empty page has a next');
    assert.ok(page.total === undefined || page.total === 0, `an empty account has a total of ${page.total}`);
    assert.deepEqual(await all(), []);
    assert.equal(await subUsers.find({ name: freshName() }), undefined);
  },
});
