import assert from 'node:assert/strict';
import { checkName } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { assertSame } from '../../expect/comparable.ts';
import { refused } from '../../expect/refused.ts';
import { canChange } from '../../samples/field-samples.ts';

async function checkUnique({ subUsers, traits, create, all }: Context): Promise<void> {
  const { subUser: first } = await create();
  const isFolded = traits.name.fold === 'lower-case';
  const names = [first.name, ...(isFolded ? [first.name.toUpperCase()] : [])];
  for (const name of names.filter((each) => checkName(each, traits.name).length === 0))
    await refused(create({ name }), `a second create of “${name}”`, 'already-exists');
  assert.equal((await all()).length, 1, 'a refused create left something behind');
  assertSame(await subUsers.get(first.id), first, 'the one that has the name');
  if (!canChange(traits, 'name')) return;
  const { subUser: second } = await create();
  await refused(subUsers.update(second.id, { name: first.name }), 'an update to a taken name', 'already-exists');
}

export const sharesNamesAsItSays = behaviour({
  name: 'shares-names-as-it-says',
  demand: 'a taken name is already-exists where names are unique, and no obstacle where they are not',
  async verify(context) {
    if (context.traits.name.unique) {
      await checkUnique(context);
      return;
    }
    const { subUser: first } = await context.create();
    const { subUser: second } = await context.create({ name: first.name });
    assert.notEqual(second.id, first.id, 'the second create returned the first sub-user');
    assert.equal((await context.all()).length, 2);
  },
});
