import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';

export const deletesOnce = behaviour({
  name: 'deletes-once',
  demand: 'a second delete is not-found: “it was not there” is not “I deleted it”, and callers decide what that means',
  async verify({ subUsers, create }) {
    const { id } = (await create()).subUser;
    await subUsers.delete(id);
    await refused(subUsers.delete(id), 'a second delete', 'not-found');
  },
});
