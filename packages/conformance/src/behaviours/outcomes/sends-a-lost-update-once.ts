import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { atMostUsual, costOf } from '../../expect/request-count.ts';
import { inapplicable } from '../../inapplicable.ts';
import { sampleOf, textChange, textOf } from '../../samples/field-samples.ts';

export const sendsALostUpdateOnce = behaviour({
  name: 'sends-a-lost-update-once',
  demand: 'an update whose answer is lost is outcome-unknown and was sent once, applied or not: others may write, too',
  needs: ['failNext'],
  async verify(context) {
    const { provider, subUsers, traits, create, failNext } = context;
    const change = textChange(traits);
    if (change === undefined) inapplicable('the traits let no text be changed');
    const { field, value } = change;
    const { id } = (await create()).subUser;
    const usual = await costOf(context, () => provider.update(id, { [field]: sampleOf(field) }));
    for (const [fault, due] of [
      ['lost-before-applying', sampleOf(field)],
      ['lost-after-applying', value],
    ] as const) {
      await failNext({ operation: 'update', fault });
      const lost = (): Promise<unknown> =>
        refused(provider.update(id, { [field]: value }), `an update, ${fault}`, 'outcome-unknown');
      atMostUsual(await costOf(context, lost), usual, `an update, ${fault}`);
      assert.equal(textOf(await subUsers.get(id), field), due, `${field} after an update, ${fault}`);
    }
  },
});
