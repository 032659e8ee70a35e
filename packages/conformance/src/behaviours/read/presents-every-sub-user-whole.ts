import assert from 'node:assert/strict';
import type { SubUser } from '@subuser/core';
import { behaviour } from '../../behaviour.ts';
import type { Context } from '../../context.ts';
import { assertSame } from '../../expect/comparable.ts';
import { canChange, textChange, textFields, writableSamples } from '../../samples/field-samples.ts';
import { assignableGrants } from '../../samples/grant-samples.ts';

const dateFields = ['createdAt', 'updatedAt', 'lastUsedAt'] as const;

/** Absent: the carrier has no such field. `null`: the field is empty. */
function assertWhole({ provider, traits }: Context, subUser: SubUser, where: string): void {
  assert.equal(subUser.carrier, provider.carrier, `carrier in ${where}`);
  assert.ok(typeof subUser.id === 'string' && subUser.id.trim() !== '', `id in ${where} must be text`);
  assert.ok(typeof subUser.name === 'string' && subUser.name !== '', `name in ${where} must be text`);
  assert.ok(['active', 'disabled', 'blocked'].includes(subUser.status), `there is no status ${subUser.status}`);
  assert.ok('native' in subUser, `native is missing in ${where}`);
  for (const field of [...textFields, 'grants' as const, ...dateFields]) {
    const isAbsent = traits.fields[field].access === 'absent';
    assert.equal(subUser[field] === undefined, isAbsent, `${field} in ${where} is not as its trait says`);
  }
  for (const field of textFields)
    assert.ok(['string', 'object', 'undefined'].includes(typeof subUser[field]), `${field} in ${where} must be text`);
  for (const field of dateFields) {
    const date = subUser[field] ?? new Date(0);
    assert.ok(date instanceof Date && !Number.isNaN(date.getTime()), `${field} in ${where} must be a valid Date`);
  }
  const grants = subUser.grants ?? [];
  assert.equal(new Set(grants).size, grants.length, `grants in ${where} must not repeat themselves`);
}

export const presentsEverySubUserWhole = behaviour({
  name: 'presents-every-sub-user-whole',
  demand: 'a sub-user looks the same, and as the traits say, whether it was created, read, listed or updated',
  async verify(context) {
    const { provider, subUsers, traits } = context;
    const { grants } = traits.fields;
    const isGiven = grants.access === 'read-write' || grants.access === 'create-only';
    const given = isGiven ? { grants: (await assignableGrants(context)).slice(0, 1) } : {};
    const created = (await context.create({ ...writableSamples(traits), ...given })).subUser;
    assertWhole(context, created, 'the reply of a create');
    const read = await subUsers.get(created.id);
    assertWhole(context, read, 'the reply of a get');
    assertSame(created, read, 'what a create returned');
    const [listed, ...others] = await context.all();
    assert.ok(listed, 'the list is empty');
    assert.equal(others.length, 0, 'the list has more than the one that was created');
    assertWhole(context, listed, 'the list');
    assertSame(listed, read, 'what the list shows');
    const raw = await provider.get(created.id);
    assert.equal(raw.reference, undefined, 'a provider leaves the reference to openSubUsers');
    const change = textChange(traits);
    if (change === undefined || !canChange(traits, change.field)) return;
    const updated = await subUsers.update(created.id, { [change.field]: change.value });
    assertWhole(context, updated, 'the reply of an update');
    assertSame(updated, await subUsers.get(created.id), 'what an update returned');
  },
});
