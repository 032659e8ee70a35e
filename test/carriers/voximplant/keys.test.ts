import { openSubUsers } from '@subuser/core';
import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { type CreatedKey, createVoximplant, createVoximplantClient, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const owner = { role_name: 'Owner', role_id: 1, inherited: false, parent_role_id: [], gui_only: false };
const developer = { role_name: 'Developer', role_id: 4, inherited: true, parent_role_id: [1, 2], gui_only: false };

let emulator: VoximplantEmulator;
let control: VoximplantEmulator['control'];
let client: VoximplantClient;

beforeAll(async () => {
  emulator = await startVoximplantEmulator();
  ({ control } = emulator);
  client = createVoximplantClient({ credentials: emulator.credentials, baseUrl: emulator.origin });
});
beforeEach(() => control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

/** The answer of CreateKey, in the form of `credentials`. */
function fileOf({ account_id, key_id, private_key }: CreatedKey) {
  if (account_id === undefined || key_id === undefined) throw new Error('CreateKey answered no whole key');
  return { account_id, key_id, private_key };
}

async function newKeyId(role_id: readonly number[] = []): Promise<string> {
  return fileOf(await client.createKey({ role_id })).key_id;
}

describe('CreateKey', () => {
  test.each(['object', 'array'] as const)('answers an %s, whose key really signs', async (shape) => {
    control.createdKeyShape = shape;
    const key = await client.createKey({ key_name: 'CI', description: 'For the tests', role_name: ['Owner'] });
    expect({ ...key, private_key: null }).toEqual({
      account_email: 'owner@example.com',
      account_id: 1,
      key_id: expect.stringMatching(uuid),
      private_key: null,
    });
    expect(key.private_key.reveal()).toMatch(/^-----BEGIN PRIVATE KEY-----\n/u);
    expect(JSON.stringify(key)).not.toContain('BEGIN');
    expect(requestsOf(control)).toEqual(['CreateKey(description, key_name, role_name)']);

    const subUsers = openSubUsers(createVoximplant({ credentials: fileOf(key), baseUrl: emulator.origin }));
    onTestFinished(() => subUsers.close());
    const { subUser } = await subUsers.create({ name: 'signed-by-it' });
    expect((await subUsers.get(subUser.id)).name).toBe('signed-by-it');

    // That key alone had signed it.
    await client.deleteKey({ key_id: key.key_id ?? '' });
    const { code, detail } = await rejection(subUsers.get(subUser.id));
    expect([code, detail.carrierCode]).toEqual(['unauthenticated', 100]);
  });

  test('without the role Owner the key signs, but may not manage subusers', async () => {
    const key = fileOf(await client.createKey({ role_id: [4] }));
    const other = createVoximplantClient({ credentials: key, baseUrl: emulator.origin });
    onTestFinished(() => other.close());
    expect(await other.getRoleGroups()).toHaveLength(3);
    expect(await rejection(other.getSubUsers())).toMatchObject({
      code: 'unauthenticated',
      detail: { carrierCode: 100 },
    });
  });

  test.each([
    ['a role for the control panel only', { role_id: [3] }, 'failed-precondition', 435],
    ['a name of 51 characters', { key_name: 'k'.repeat(51) }, 'invalid-argument', 477],
  ])('refuses %s', async (_, parameters, code, carrierCode) => {
    expect(await rejection(client.createKey(parameters))).toMatchObject({ code, detail: { carrierCode } });
    expect((await client.getKeys()).result).toHaveLength(1);
  });

  test('beyond the limit is quota-exceeded', async () => {
    control.keyLimit = 1;
    expect(await rejection(newKeyId())).toMatchObject({ code: 'quota-exceeded', detail: { carrierCode: 437 } });
  });
});

describe('GetKeys', () => {
  test('lists every key, with roles where asked', async () => {
    const key_id = fileOf(await client.createKey({ key_name: 'CI', description: 'Tests', role_id: [4] })).key_id;
    expect(await client.getKeys({ with_roles: true })).toEqual({
      result: [
        { key_id: emulator.credentials.key_id, key_name: 'Owner key', description: '', roles: [owner] },
        { key_id, key_name: 'CI', description: 'Tests', roles: [developer] },
      ],
    });
    expect(await client.getKeys({ key_id })).toEqual({ result: [{ key_id, key_name: 'CI', description: 'Tests' }] });
    expect((await client.getKeys({ offset: 1, count: 5 })).result.map((key) => key.key_id)).toEqual([key_id]);
    control.totalCount = true;
    expect(await client.getKeys({ count: 1 })).toMatchObject({ total_count: 2 });
    expect(requestsOf(control).slice(1)).toEqual([
      'GetKeys(with_roles)',
      'GetKeys(key_id)',
      'GetKeys(offset, count)',
      'GetKeys(count)',
    ]);
  });

  test('shows whose a subuser’s key is', async () => {
    const [id = ''] = control.seed(1);
    const { key_id } = await control.createSubUserKey(Number(id));
    expect((await client.getKeys({ key_id })).result[0]?.subuser).toEqual([
      { subuser_id: 109, subuser_name: 'seeded_109' },
    ]);
  });
});

test('UpdateKey changes the name and the description, which may be empty', async () => {
  const key_id = await newKeyId();
  await expect(client.updateKey({ key_id, description: 'Renamed', key_name: 'CI 2' })).resolves.toBeUndefined();
  expect((await client.getKeys({ key_id })).result).toEqual([{ key_id, key_name: 'CI 2', description: 'Renamed' }]);
  await client.updateKey({ key_id, description: '' });
  expect((await client.getKeys({ key_id })).result).toEqual([{ key_id, key_name: 'CI 2', description: '' }]);
});

test('DeleteKey deletes one', async () => {
  const [kept, gone] = [await newKeyId(), await newKeyId()];
  await expect(client.deleteKey({ key_id: gone })).resolves.toBeUndefined();
  const left = (await client.getKeys()).result.map((key) => key.key_id);
  expect(left).toEqual([emulator.credentials.key_id, kept]);
});

test('SetKeyRoles adds, RemoveKeyRoles takes away, GetKeyRoles shows', async () => {
  const key_id = await newKeyId([4]);
  await expect(client.setKeyRoles({ key_id, role_id: [5, 2] })).resolves.toBeUndefined();
  await client.setKeyRoles({ key_id, role_name: ['UserManager'] });
  expect((await client.getKeyRoles({ key_id })).map((role) => role.role_id)).toEqual([2, 4, 5, 10]);
  await expect(client.removeKeyRoles({ key_id, role_id: [2, 5] })).resolves.toBeUndefined();
  await client.removeKeyRoles({ key_id, role_name: ['UserManager'] });
  expect(await client.getKeyRoles({ key_id, with_expanded_roles: true })).toEqual([{ ...developer, child_ids: [] }]);
  expect(requestsOf(control).slice(1)).toEqual([
    'SetKeyRoles(key_id, role_id)',
    'SetKeyRoles(key_id, role_name)',
    'GetKeyRoles(key_id)',
    'RemoveKeyRoles(key_id, role_id)',
    'RemoveKeyRoles(key_id, role_name)',
    'GetKeyRoles(key_id, with_expanded_roles)',
  ]);
});

test('a key that does not exist is not-found, by every method that takes one', async () => {
  const key_id = '00000000-0000-4000-8000-000000000000';
  const calls = [
    client.getKeys({ key_id }),
    client.updateKey({ key_id, description: '' }),
    client.deleteKey({ key_id }),
    client.setKeyRoles({ key_id, role_id: [4] }),
    client.getKeyRoles({ key_id }),
    client.removeKeyRoles({ key_id, role_id: [4] }),
  ];
  for (const { code, detail } of await Promise.all(calls.map(rejection)))
    expect([code, detail.carrierCode]).toEqual(['not-found', 433]);
});
