import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';

export const deletesExactlyOne = behaviour({
  name: 'deletes-exactly-one',
  demand: 'a delete removes the sub-user that was named and no other',
  async verify({ subUsers, create, all }) {
    const first = (await create()).subUser.id;
    const second = (await create()).subUser.id;
    const third = (await create()).subUser.id;
    await subUsers.delete(second);
    const left = (await all()).map(({ id }) => id);
    assertSameMembers(left, [first, third], 'after a delete of the second of three');
  },
});
