import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { usualSettings } from '../../server/switches.ts';
import { voximplantSwitches, type VoximplantSettings } from '../voximplant-settings.ts';
import { Account } from '../state/account.ts';
import type { VoximplantCredentials } from '../state/issue-key.ts';
import { createKey, deleteKey, getKeys, updateKey } from './key-operations.ts';
import { getKeyRoles, removeKeyRoles, setKeyRoles } from './key-role-operations.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let account: Account;
let id: string;
beforeEach(() => {
  account = new Account(42, 'owner@example.com');
  id = account.keys.add(publicKey, { name: 'First', description: 'before', roleIds: [1] }).id;
});

const call = (record: Record<string, string> = {}, settings: Partial<VoximplantSettings> = {}) => ({
  account,
  parameters: new Map(Object.entries(record)),
  settings: { ...usualSettings(voximplantSwitches), ...settings },
});
const refused = (code: number, field?: string) => expect.objectContaining({ code, field });

describe('CreateKey', () => {
  test('answers what the control panel downloads, with the private half of a key it then knows', async () => {
    const { result } = await createKey(call({ key_name: 'Robot', description: 'nightly', role_id: '2;4' }));
    const credentials = result as VoximplantCredentials;
    expect(credentials).toEqual({
      account_email: 'owner@example.com',
      account_id: 42,
      key_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      private_key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n[\s\S]+\n-----END PRIVATE KEY-----\n$/),
    });
    const key = account.keys.byId(credentials.key_id);
    expect(key).toMatchObject({ name: 'Robot', description: 'nightly', roleIds: new Set([2, 4]) });
    expect(createPublicKey(createPrivateKey(credentials.private_key)).equals(key.publicKey)).toBe(true);
  });

  test('can answer an array of one', async () => {
    const { result } = await createKey(call({}, { createdKeyShape: 'array' }));
    expect(result).toEqual([expect.objectContaining({ account_id: 42 })]);
  });

  test('makes a key without roles, description or name of its own', async () => {
    const { key_id } = (await createKey(call())).result as VoximplantCredentials;
    expect(account.keys.byId(key_id)).toMatchObject({ name: key_id, description: '', roleIds: new Set() });
  });

  test.each([
    [{ role_id: '1', role_name: 'Owner' }, 449, undefined],
    [{ role_id: '99' }, 440, 'role_id'],
    [{ role_name: 'owner' }, 441, 'role_name'],
    [{ role_name: 'Owner;Support' }, 435, undefined],
    [{ key_name: '' }, 485, 'key_name'],
    [{ key_name: 'x'.repeat(51) }, 477, 'key_name'],
  ] as [Record<string, string>, number, string | undefined][])(
    'with %j is refused with %i',
    async (record, code, field) => {
      await expect(createKey(call(record))).rejects.toEqual(refused(code, field));
      expect(account.keys.size).toBe(1);
    },
  );

  test('refuses one more than the account may have, of two at once too', async () => {
    const both = await Promise.allSettled([createKey(call({}, { keyLimit: 2 })), createKey(call({}, { keyLimit: 2 }))]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(createKey(call({}, { keyLimit: 2 }))).rejects.toEqual(refused(437));
  });
});

describe('GetKeys', () => {
  test('shows names and descriptions, and roles where it is asked to', () => {
    expect(getKeys(call())).toEqual({ result: [{ key_id: id, key_name: 'First', description: 'before' }] });
    expect(getKeys(call({ with_roles: 'true' })).result).toMatchObject([{ key_id: id, roles: [{ role_id: 1 }] }]);
  });

  test('shows whose key it is, in an array', () => {
    account.subUsers.add({ login: 'alice', password: 'Tr0ub4dor&3', description: 'Desk', roleIds: [] });
    const key = account.keys.add(publicKey, { roleIds: [], subUserId: 109 });
    expect(getKeys(call({ key_id: key.id }))).toEqual({
      result: [
        {
          key_id: key.id,
          key_name: key.id,
          description: '',
          subuser: [{ subuser_id: 109, subuser_name: 'alice', description: 'Desk' }],
        },
      ],
    });
  });

  test('pages, oldest first, with totals where the settings add them', () => {
    const others = Array.from({ length: 21 }, () => account.keys.add(publicKey, { roleIds: [] }).id);
    const ids = (record: Record<string, string>) =>
      (getKeys(call(record)).result as { key_id: string }[]).map((key) => key.key_id);
    expect(ids({})).toEqual([id, ...others.slice(0, 19)]);
    expect(ids({ offset: '20' })).toEqual(others.slice(19));
    expect(ids({ key_id: id, offset: '1' })).toEqual([]);
    expect(getKeys(call({ offset: '20' }, { totalCount: true }))).toMatchObject({ total_count: 22, count: 2 });
    expect(getKeys(call({ key_id: id }, { totalCount: true }))).toMatchObject({ total_count: 1, count: 1 });
  });

  test('refuses a key that is nobody’s', () => {
    expect(() => getKeys(call({ key_id: 'nobody' }))).toThrow(refused(433, 'key_id'));
  });
});

describe('UpdateKey', () => {
  test('changes the description, and the name where one is given', () => {
    expect(updateKey(call({ key_id: id, description: '' }))).toEqual({ result: 1 });
    expect(account.keys.byId(id)).toMatchObject({ name: 'First', description: '' });
    updateKey(call({ key_id: id, description: 'after', key_name: 'Second' }));
    expect(account.keys.byId(id)).toMatchObject({ name: 'Second', description: 'after' });
  });

  test.each([
    [{ description: 'after' }, 134, 'key_id'],
    [{ key_id: 'nobody', description: 'after' }, 433, 'key_id'],
    [{ key_id: 'ID' }, 134, 'description'],
    [{ key_id: 'ID', description: 'after', key_name: '' }, 485, 'key_name'],
  ] as [Record<string, string>, number, string][])('with %j is refused with %i', (record, code, field) => {
    const own = record['key_id'] === 'ID' ? { ...record, key_id: id } : record;
    expect(() => updateKey(call(own))).toThrow(refused(code, field));
    expect(account.keys.byId(id)).toMatchObject({ name: 'First', description: 'before' });
  });
});

describe('DeleteKey', () => {
  test('deletes one, once', () => {
    expect(deleteKey(call({ key_id: id }))).toEqual({ result: 1 });
    expect(() => deleteKey(call({ key_id: id }))).toThrow(refused(433, 'key_id'));
    expect(() => deleteKey(call())).toThrow(refused(134, 'key_id'));
  });
});

const roles = () => (getKeyRoles(call({ key_id: id })).result as { role_id: number }[]).map((role) => role.role_id);

describe('the roles of a key', () => {
  test('are added, shown and taken away', () => {
    expect(setKeyRoles(call({ key_id: id, role_id: '2;4' }))).toEqual({ result: 1 });
    expect(roles()).toEqual([1, 2, 4]);
    expect(removeKeyRoles(call({ key_id: id, role_name: 'Owner;Admin;UserManager' }))).toEqual({ result: 1 });
    expect(roles()).toEqual([4]);
    expect(getKeyRoles(call({ key_id: id, with_expanded_roles: 'True' })).result).toEqual([
      { role_name: 'Developer', role_id: 4, inherited: true, parent_role_id: [1, 2], child_ids: [], gui_only: false },
    ]);
  });

  test('are none of those for the control panel only', () => {
    expect(() => setKeyRoles(call({ key_id: id, role_id: '2;3' }))).toThrow(refused(435));
    expect(roles()).toEqual([1]);
  });

  test('are, for a sub-user’s key, none that the sub-user does not hold', () => {
    account.subUsers.add({ login: 'alice', password: 'Tr0ub4dor&3', description: undefined, roleIds: [4] });
    const key = account.keys.add(publicKey, { roleIds: [], subUserId: 109 });
    expect(() => setKeyRoles(call({ key_id: key.id, role_id: '4;5' }))).toThrow(refused(435));
    expect(setKeyRoles(call({ key_id: key.id, role_id: '4' }))).toEqual({ result: 1 });
    expect([...key.roleIds]).toEqual([4]);
  });

  test.each([setKeyRoles, removeKeyRoles])('need roles, of a key: %o', (method) => {
    expect(() => method(call({ key_id: id }))).toThrow(refused(134, 'role_id'));
    expect(() => method(call({ key_id: 'nobody', role_id: '1' }))).toThrow(refused(433, 'key_id'));
    expect(() => method(call({ key_id: id, role_id: '1', role_name: 'Owner' }))).toThrow(refused(449));
  });
});
