import assert from 'node:assert/strict';
import { foldName } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { canCreateWith, writableSamples } from '../../samples/field-samples.ts';
import { assignableGrants } from '../../samples/grant-samples.ts';

export const createsAndReadsBack = behaviour({
  name: 'creates-and-reads-back',
  demand: 'every field that the traits claim is stored as given: a field that is dropped silently is a lie',
  async verify(context) {
    const { subUsers, traits } = context;
    const texts = writableSamples(traits);
    const grants = canCreateWith(traits, 'grants') ? (await assignableGrants(context)).slice(0, 2) : undefined;
    const given = context.input({ ...texts, ...(grants && { grants }) });
    const { subUser } = await subUsers.create(given);
    for (const read of [subUser, await subUsers.get(subUser.id)]) {
      assert.equal(read.name, foldName(given.name, traits.name));
      for (const [field, text] of Object.entries(texts)) assert.equal(Reflect.get(read, field), text, field);
      if (grants) assertSameMembers(read.grants ?? [], grants, 'grants are not those that were given');
    }
  },
});
