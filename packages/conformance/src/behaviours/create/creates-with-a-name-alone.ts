import assert from 'node:assert/strict';
import { foldName } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { canCreateWith, textFields } from '../../samples/field-samples.ts';

export const createsWithANameAlone = behaviour({
  name: 'creates-with-a-name-alone',
  demand: 'what a create leaves out is empty afterwards, and the grants are what grants.omitted says, never more',
  async verify({ subUsers, traits, input }) {
    const given = input();
    const { subUser } = await subUsers.create(given);
    const read = await subUsers.get(subUser.id);
    assert.equal(read.name, foldName(given.name, traits.name));
    for (const field of textFields)
      if (given[field] === undefined) assert.equal(read[field] ?? null, null, `nobody gave it a ${field}`);
    assert.equal(read.reference ?? null, null, 'nobody gave it a reference');
    if (traits.fields.grants.access === 'absent') return;
    const due = traits.grants.omitted === 'inherits' ? null : [];
    assert.deepEqual(read.grants, due, `grants.omitted is ${traits.grants.omitted}`);
    if (!canCreateWith(traits, 'grants')) return;
    const { id } = (await subUsers.create(input({ grants: [] }))).subUser;
    assert.deepEqual((await subUsers.get(id)).grants, [], 'no grants is not the same as none given');
  },
});
