import assert from 'node:assert/strict';
import { behaviour } from '../../behaviour.ts';
import { assertSameMembers } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { canCreateWith } from '../../samples/field-samples.ts';

export const listsItsGrants = behaviour({
  name: 'lists-its-grants',
  demand:
    'grants() is the vocabulary: every assignable grant can be given by its name and reads back, and no other can',
  async verify({ subUsers, traits, create, all }) {
    const grants = await subUsers.grants();
    const names = grants.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length, 'a grant is listed twice');
    if (traits.grants.names !== null) assertSameMembers(names, traits.grants.names, 'traits.grants.names has others');
    if (!canCreateWith(traits, 'grants')) return;
    assert.ok(
      grants.some(({ assignable }) => assignable),
      'the traits say that grants can be given, and there are none',
    );
    for (const { name, assignable } of grants) {
      if (assignable) {
        const { subUser } = await create({ grants: [name] });
        assert.deepEqual(
          (await subUsers.get(subUser.id)).grants,
          [name],
          `“${name}” does not read back as it was given`,
        );
      } else {
        const before = (await all()).length;
        await refused(create({ grants: [name] }), `a create with “${name}”`, 'unsupported');
        assert.equal((await all()).length, before, 'a refused create left something behind');
      }
    }
  },
});
