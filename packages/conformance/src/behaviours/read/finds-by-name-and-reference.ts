import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

export const findsByNameAndReference = behaviour({
  name: 'finds-by-name-and-reference',
  demand: 'find returns the one sub-user that matches, undefined if there is none, and never guesses between two',
  async verify(context) {
    const { subUsers, traits, create, freshName } = context;
    await create();
    const { subUser } = await create();
    assert.equal((await subUsers.find({ name: subUser.name }))?.id, subUser.id);
    if (traits.name.fold === 'lower-case')
      assert.equal((await subUsers.find({ name: subUser.name.toUpperCase() }))?.id, subUser.id, 'in another case');
    assert.equal(await subUsers.find({ name: freshName() }), undefined);
    if (traits.fields.reference.access === 'absent') {
      const what = 'a find by reference';
      await sendingNothing(context, what, () => refused(subUsers.find({ reference: 'acme:42' }), what, 'unsupported'));
    }
    if (!canCreateWith(traits, 'reference')) return;
    const { id } = (await create({ reference: 'acme:42' })).subUser;
    await create({ reference: 'acme:4' });
    assert.equal((await subUsers.find({ reference: 'acme:42' }))?.id, id);
    assert.equal(await subUsers.find({ reference: 'acme' }), undefined);
    await create({ reference: 'acme:42' });
    await refused(subUsers.find({ reference: 'acme:42' }), 'a find with two matches', 'failed-precondition');
  },
});
