import assert from 'node:assert/strict';
import { foldName, type SubUser, type SubUserChange } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { assertSame } from '../../expect/comparable.ts';
import { inapplicable } from '../../inapplicable.ts';
import { canChange, canCreateWith, sampleOf, textFields, writableSamples } from '../../samples/field-samples.ts';
import { assignableGrants } from '../../samples/grant-samples.ts';

/** One change for each field that can be changed. */
function changesOf({ traits, freshName }: Context): SubUserChange<unknown>[] {
  const texts = [...textFields, 'reference' as const].filter((field) => canChange(traits, field));
  return [
    ...texts.map((field) => ({ [field]: sampleOf(field, 1) })),
    ...(canChange(traits, 'name') ? [{ name: freshName() }] : []),
    ...(canChange(traits, 'grants') ? [{ grants: [] }] : []),
  ];
}

export const updatesOnlyWhatIsAsked = behaviour({
  name: 'updates-only-what-is-asked',
  demand: 'an update changes the fields that it names and leaves all others as they were, grants above all',
  async verify(context) {
    const { subUsers, traits, create } = context;
    const changes = changesOf(context);
    if (changes.length === 0) inapplicable('the traits let no field be changed');
    const grants = canCreateWith(traits, 'grants') ? { grants: (await assignableGrants(context)).slice(0, 1) } : {};
    const { id } = (await create({ ...writableSamples(traits), ...grants })).subUser;
    const due: SubUser = { ...(await subUsers.get(id)) };
    for (const change of changes) {
      const field = Object.keys(change).join();
      const name = change.name === undefined ? {} : { name: foldName(change.name, traits.name) };
      Object.assign(due, change, name);
      assertSame(await subUsers.update(id, change), due, `what an update of ${field} returned`);
      assertSame(await subUsers.get(id), due, `what is read after an update of ${field}`);
    }
    if (!canCreateWith(traits, 'enabled')) return;
    const [change = {}] = changes;
    const off = (await create({ enabled: false })).subUser;
    assert.equal((await subUsers.update(off.id, change)).status, off.status, 'an update changed the status');
    assert.equal((await subUsers.get(off.id)).status, off.status, 'an update changed the status, read again');
  },
});
