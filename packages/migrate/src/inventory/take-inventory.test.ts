import { openSubUsers, SubUserError } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { operatorTraits } from '../../test-support/inventories.ts';
import { takeInventory } from './take-inventory.ts';

async function account(names: readonly string[], carrier = 'here') {
  const subUsers = openSubUsers(createMemoryProvider({ carrier, pageSize: 3 }));
  for (const name of names) await subUsers.create({ name, grants: ['cdr', 'calls'], reference: `crm-${name}` });
  return subUsers;
}

test('an inventory has every sub-user in order of id, without the carrier’s own object', async () => {
  const subUsers = await account(Array.from({ length: 11 }, (_, index) => `u${index}`));
  const counts: number[] = [];
  const inventory = await takeInventory(subUsers, { profile: 'old', onProgress: (count) => counts.push(count) });
  expect(inventory.subUsers.map(({ id }) => id)).toEqual(Array.from({ length: 11 }, (_, index) => `m${index + 1}`));
  expect(counts).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  expect(inventory.subUsers[0]).not.toHaveProperty('native');
  expect(inventory.subUsers[0]).toMatchObject({ name: 'u0', reference: 'crm-u0', description: null });
  expect(inventory).toMatchObject({
    profile: 'old',
    carrier: 'here',
    grants: ['calls', 'cdr'],
    traits: subUsers.traits,
  });
});

test('a row has the fields that a plan depends on: one that the carrier lacks is absent, and equal grants share a list', async () => {
  const provider = createMemoryProvider({ carrier: 'here', traits: { fields: operatorTraits.fields } });
  const subUsers = openSubUsers(provider);
  for (const name of ['a', 'b']) await subUsers.create({ name, grants: ['calls', 'cdr'], description: 'Desk' });
  await subUsers.create({ name: 'c', reference: 'crm-c' });
  const { subUsers: rows } = await takeInventory(subUsers, { profile: 'old' });
  const row = { carrier: 'here', status: 'active', description: null, grants: null, reference: null };
  expect(rows).toStrictEqual([
    { ...row, id: 'm1', name: 'a', description: 'Desk', grants: ['calls', 'cdr'] },
    { ...row, id: 'm2', name: 'b', description: 'Desk', grants: ['calls', 'cdr'] },
    { ...row, id: 'm3', name: 'c', reference: 'crm-c' },
  ]);
  expect(rows[0]?.grants).toBe(rows[1]?.grants);
});

test('only assignable grants are in the inventory, sorted', async () => {
  const provider = createMemoryProvider();
  const grants = () =>
    Promise.resolve([
      { name: 'z', assignable: true },
      { name: 'b', assignable: false },
      { name: 'a', assignable: true },
    ]);
  const { grants: names } = await takeInventory(openSubUsers({ ...provider, grants }), { profile: 'old' });
  expect(names).toEqual(['a', 'z']);
});

test('the digest changes with the fields that a plan depends on, and with nothing else', async () => {
  const [first, again, other] = await Promise.all([
    account(['a', 'b']),
    account(['a', 'b']),
    account(['a', 'b'], 'there'),
  ]);
  const digest = async (subUsers: typeof first): Promise<string> =>
    (await takeInventory(subUsers, { profile: 'x' })).digest;
  const before = await digest(first);
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(await digest(again)).toBe(before);
  expect(await digest(other)).not.toBe(before);
  // updatedAt moves, and the grants come in another order.
  await first.update('m1', { grants: ['calls', 'cdr'] });
  expect(await digest(first)).toBe(before);
  await first.update('m1', { email: 'a@example.com' });
  expect(await digest(first)).not.toBe(before);
});

test('the signal ends it', async () => {
  const subUsers = await account(['a']);
  const error: unknown = await takeInventory(subUsers, { profile: 'x', signal: AbortSignal.abort() }).catch(
    (each) => each,
  );
  expect(SubUserError.is(error, 'cancelled')).toBe(true);
});
