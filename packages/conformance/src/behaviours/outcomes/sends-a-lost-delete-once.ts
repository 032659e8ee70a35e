import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { atMostUsual, costOf } from '../../expect/request-count.ts';

export const sendsALostDeleteOnce = behaviour({
  name: 'sends-a-lost-delete-once',
  demand: 'a delete whose answer is lost is outcome-unknown, neither done nor not-found, and was sent once',
  needs: ['failNext'],
  async verify(context) {
    const { subUsers, create, all, failNext } = context;
    const spare = (await create()).subUser.id;
    const usual = await costOf(context, () => subUsers.delete(spare));
    const { id } = (await create()).subUser;
    for (const [fault, due] of [
      ['lost-before-applying', [id]],
      ['lost-after-applying', []],
    ] as const) {
      await failNext({ operation: 'delete', fault });
      const lost = (): Promise<unknown> => refused(subUsers.delete(id), `a delete, ${fault}`, 'outcome-unknown');
      atMostUsual(await costOf(context, lost), usual, `a delete, ${fault}`);
      const left = (await all()).map((row) => row.id);
      assertSameMembers(left, due, `what is left after a delete, ${fault}`);
    }
  },
});
