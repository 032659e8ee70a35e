import assert from 'node:assert/strict';
import { writeTag } from '@subuser/core/provider';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

const nonce = 'twice00001';

export const showsBothOfOneMark = behaviour({
  name: 'shows-both-of-one-mark',
  demand: 'two sub-users with the mark of one attempt are both listed: settling reports them and touches neither',
  async verify({ provider, subUsers, traits, create, input, all }) {
    if (!canCreateWith(traits, 'reference')) inapplicable('nothing can be settled without a reference');
    if (traits.fields.description.access !== 'read-write') inapplicable('no description can be copied');
    const ids: string[] = [];
    for (const each of [1, 2]) {
      const { id } = (await create({ description: `copy ${each}` })).subUser;
      await provider.update(id, { description: writeTag(null, { reference: 'twice:1', nonce }) });
      ids.push(id);
    }
    const settled = subUsers.create(input({ reference: 'twice:1' }), { ifUnknown: 'settle', openAttempts: [nonce] });
    const error = await refused(settled, 'a create whose attempt left two sub-users', 'outcome-unknown');
    for (const id of ids) assert.ok(error.message.includes(id), `the error does not name ${id}`);
    assertSameMembers(
      (await all()).map(({ id }) => id),
      ids,
      'afterwards',
    );
  },
});
