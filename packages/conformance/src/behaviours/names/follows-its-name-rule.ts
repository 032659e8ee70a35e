import assert from 'node:assert/strict';
import { foldName } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { refused } from '../../expect/refused.ts';
import { sendingNothing } from '../../expect/sending-nothing.ts';
import { brokenNames, edgeNames } from '../../samples/edge-names.ts';

export const followsItsNameRule = behaviour({
  name: 'follows-its-name-rule',
  demand: 'the carrier accepts every name that the rule allows, up to its limits; all others are refused unsent',
  async verify(context) {
    const { subUsers, traits, create } = context;
    for (const name of edgeNames(traits.name)) {
      const { id } = (await create({ name })).subUser;
      assert.equal((await subUsers.get(id)).name, foldName(name, traits.name), `“${name}” is kept as another`);
    }
    for (const name of brokenNames(traits.name)) {
      const what = `the name “${name}”`;
      const error = await sendingNothing(context, what, () => refused(create({ name }), what, 'invalid-argument'));
      assert.ok(
        error.detail.fields?.some(({ field }) => field === 'name'),
        'the error does not name the field',
      );
    }
  },
});
