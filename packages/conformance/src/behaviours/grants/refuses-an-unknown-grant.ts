import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith } from '../../samples/field-samples.ts';
import { assignableGrants, unknownGrant } from '../../samples/grant-samples.ts';

export const refusesAnUnknownGrant = behaviour({
  name: 'refuses-an-unknown-grant',
  demand: 'an unknown grant is refused with nothing written: a dropped grant is a change of security',
  async verify(context) {
    const { subUsers, traits, create, all } = context;
    if (!canCreateWith(traits, 'grants')) inapplicable('the traits hold no grants');
    const known = (await assignableGrants(context)).slice(0, 1);
    const isFixed = traits.grants.names !== null;
    for (const grants of [[unknownGrant], [...known, unknownGrant]]) {
      const what = `a create with ${grants.join(' and ')}`;
      const call = (): ReturnType<typeof refused> => refused(create({ grants }), what, 'unsupported');
      await (isFixed ? sendingNothing(context, what, call) : call());
    }
    assert.deepEqual(await all(), [], 'a refused create left something behind');
    if (!canChange(traits, 'grants')) return;
    const { id } = (await create({ grants: known })).subUser;
    await refused(subUsers.update(id, { grants: [unknownGrant] }), 'an update to an unknown grant', 'unsupported');
    assert.deepEqual((await subUsers.get(id)).grants, known, 'a refused update changed the grants');
  },
});
