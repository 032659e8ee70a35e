import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { assertSame, assertSameMembers } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

export const settlesBesideANamesake = behaviour({
  name: 'settles-beside-a-namesake',
  demand: 'settling never touches another sub-user that has the same name',
  needs: ['failNext'],
  async verify({ subUsers, traits, create, input, all, failNext, authenticates }) {
    if (!canCreateWith(traits, 'reference')) inapplicable('nothing can be settled without a reference');
    const { subUser: theirs, credentials } = await create({ reference: 'theirs:1' });
    const due = [theirs.id];
    for (const fault of ['lost-before-applying', 'lost-after-applying'] as const) {
      await failNext({ operation: 'create', fault });
      const ours = subUsers.create(input({ name: theirs.name }), { ifUnknown: 'settle' });
      if (traits.name.unique) await refused(ours, `a create of a taken name, ${fault}`, 'already-exists');
      else due.push((await ours).subUser.id);
      const left = (await all()).map(({ id }) => id);
      assertSameMembers(left, due, `after a create that was ${fault}`);
    }
    assertSame(await subUsers.get(theirs.id), theirs, 'the other sub-user');
    if (credentials) assert.notEqual(await authenticates(credentials), false, 'the other’s secret no longer works');
  },
});
