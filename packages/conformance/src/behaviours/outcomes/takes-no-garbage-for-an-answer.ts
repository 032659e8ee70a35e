import assert from 'node:assert/strict';
import { SubUserError } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';

const fault = 'garbled-after-applying';

export const takesNoGarbageForAnAnswer = behaviour({
  name: 'takes-no-garbage-for-an-answer',
  demand: 'an unreadable success is no success: a write is in doubt, and a read has no result',
  needs: ['failNext'],
  async verify({ subUsers, create, all, failNext }) {
    await failNext({ operation: 'create', fault });
    await refused(create(), 'a garbled create', 'unexpected-response', 'outcome-unknown');
    assert.equal((await all()).length, 1, 'a garbled create was not sent once');
    const { id } = (await create()).subUser;
    const read = await subUsers.get(id);
    const before = (await all()).map((row) => row.id);
    await failNext({ operation: 'get', fault });
    await failNext({ operation: 'list', fault });
    // A reader that tries again may succeed.
    for (const [what, call, due] of [
      ['get', () => subUsers.get(id).then(({ name }) => [name]), [read.name]],
      ['list', () => all().then((rows) => rows.map((row) => row.id)), before],
    ] as const) {
      const answer = await call().catch((error: unknown) => {
        if (SubUserError.is(error, 'unexpected-response') || SubUserError.is(error, 'unavailable')) return due;
        throw error;
      });
      assert.deepEqual(answer, due, `a garbled ${what}`);
    }
    await failNext({ operation: 'delete', fault });
    await refused(subUsers.delete(id), 'a garbled delete', 'unexpected-response', 'outcome-unknown');
    const left = (await all()).map((row) => row.id);
    assertSameMembers(
      left,
      before.filter((each) => each !== id),
      'after a garbled delete',
    );
  },
});
