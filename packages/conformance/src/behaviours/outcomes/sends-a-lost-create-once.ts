import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { atMostUsual, costOf } from '../../expect/request-count.ts';

const losses = [
  ['lost-before-applying', 0],
  ['lost-after-applying', 1],
] as const;

export const sendsALostCreateOnce = behaviour({
  name: 'sends-a-lost-create-once',
  demand: 'a create whose answer is lost is outcome-unknown and was sent once: a second request is a second account',
  needs: ['failNext'],
  async verify(context) {
    const { create, all, failNext, input, subUsers } = context;
    // The first call may fetch a token; the second shows what a create costs.
    await create();
    const usual = await costOf(context, () => create());
    for (const [fault, due] of losses) {
      const before = (await all()).length;
      const given = input();
      await failNext({ operation: 'create', fault });
      const lost = (): Promise<unknown> => refused(subUsers.create(given), `a create, ${fault}`, 'outcome-unknown');
      atMostUsual(await costOf(context, lost), usual, `a create, ${fault}`);
      assert.equal((await all()).length - before, due, `sub-users made by a create, ${fault}`);
    }
  },
});
