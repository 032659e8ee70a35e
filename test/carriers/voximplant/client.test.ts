import { Secret } from '@subuser/core';
import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { createVoximplantClient, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

const password = 'Kv8#nB3?tZ6!';
const supervisor = { role_name: 'Supervisor', role_id: 5, inherited: true, parent_role_id: [1, 2], gui_only: false };
const support = { role_name: 'Support', role_id: 3, inherited: true, parent_role_id: [1, 2], gui_only: true };
const accountant = { role_name: 'Accountant', role_id: 7, inherited: false, parent_role_id: [], gui_only: true };

let emulator: VoximplantEmulator;
let control: VoximplantEmulator['control'];
let client: VoximplantClient;

beforeAll(async () => {
  emulator = await startVoximplantEmulator();
  ({ control } = emulator);
  const { credentials, origin: baseUrl } = emulator;
  client = createVoximplantClient({ credentials, baseUrl, retries: { attempts: 1 } });
});
beforeEach(() => control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

async function newId(role_id: readonly number[] = []): Promise<number> {
  const login = { new_subuser_name: 'Support_1', new_subuser_password: password };
  return (await client.addSubUser({ ...login, role_id })).subuser_id;
}

async function rolesOf(subuser_id: number): Promise<string[]> {
  return (await client.getSubUserRoles({ subuser_id })).map((role) => role.role_name);
}

describe('AddSubUser', () => {
  test('answers the id alone; the login is stored in lower case', async () => {
    const login = { new_subuser_name: 'Support_1', new_subuser_password: new Secret(password) };
    const reply = await client.addSubUser({ ...login, role_id: [3, '5'], description: 'Desk; the "2nd" & 50%' });
    expect(reply).toEqual({ subuser_id: 109 });
    expect(requestsOf(control)).toEqual(['AddSubUser(new_subuser_name, new_subuser_password, role_id, description)']);
    expect(control.authenticates('support_1', password)).toBe(true);
    expect(await client.getSubUsers({ subuser_id: 109, with_roles: true })).toEqual({
      result: [
        {
          subuser_id: 109,
          subuser_name: 'support_1',
          description: 'Desk; the "2nd" & 50%',
          roles: [support, supervisor],
        },
      ],
    });
  });

  test('takes role names', async () => {
    const login = { new_subuser_name: 'operator', new_subuser_password: password };
    const { subuser_id } = await client.addSubUser({ ...login, role_name: ['Accountant', 'Supervisor'] });
    expect(await client.getSubUserRoles({ subuser_id })).toEqual([supervisor, accountant]);
  });

  test.each([
    ['a taken login, whatever its case', { new_subuser_name: 'SUPPORT_1' }, 'already-exists', 436, undefined],
    ['a short login', { new_subuser_name: 'abcd' }, 'invalid-argument', 452, 'name'],
    ['a login with a dot', { new_subuser_name: 'a.dotted.one' }, 'invalid-argument', 453, 'name'],
    ['a password without a digit', { new_subuser_password: 'Kv#nB?tZ!' }, 'invalid-argument', 464, 'password'],
    ['a password with a space', { new_subuser_password: 'Kv8# nB3?' }, 'invalid-argument', 524, 'password'],
    ['a weak password', { new_subuser_password: 'P@ssw0rd' }, 'invalid-argument', 523, 'password'],
    ['an unknown role id', { role_id: [99] }, 'invalid-argument', 440, 'grants'],
    ['an unknown role name', { role_name: ['User Manager'] }, 'invalid-argument', 441, 'grants'],
    ['both role parameters', { role_id: [3], role_name: ['Support'] }, 'invalid-argument', 449, 'grants'],
  ] as const)('refuses %s', async (_, more, code, carrierCode, field) => {
    await newId();
    control.weakPasswords = 'refused';
    const login = { new_subuser_name: 'another', new_subuser_password: password };
    const error = await rejection(client.addSubUser({ ...login, ...more }));
    expect([error.code, error.detail.carrierCode, error.detail.httpStatus]).toEqual([code, carrierCode, 200]);
    expect(error.detail.fields?.[0]?.field).toBe(field);
    expect((await client.getSubUsers()).result).toHaveLength(1);
  });

  test('beyond the limit is quota-exceeded', async () => {
    control.subUserLimit = 0;
    expect(await rejection(newId())).toMatchObject({ code: 'quota-exceeded', detail: { carrierCode: 438 } });
  });
});

describe('GetSubUsers', () => {
  test('pages by offset and count; roles and descriptions only where there are any', async () => {
    control.seed(30);
    const page = await client.getSubUsers({ offset: 2, count: 3 });
    expect(page).toEqual({
      result: [
        { subuser_id: 111, subuser_name: 'seeded_111' },
        { subuser_id: 112, subuser_name: 'seeded_112', description: 'Seeded sub-user 112' },
        { subuser_id: 113, subuser_name: 'seeded_113' },
      ],
    });
    expect((await client.getSubUsers()).result).toHaveLength(20);
    expect((await client.getSubUsers({ offset: 30 })).result).toEqual([]);
    expect(requestsOf(control)).toEqual(['GetSubUsers(offset, count)', 'GetSubUsers()', 'GetSubUsers(offset)']);
  });

  test('reads a total if there is one', async () => {
    control.seed(30);
    control.totalCount = true;
    const { result, total_count } = await client.getSubUsers({ count: 4 });
    expect([result.length, total_count]).toEqual([4, 30]);
  });
});

describe('SetSubUserInfo', () => {
  test('changes the description and nothing else', async () => {
    const subuser_id = await newId([5]);
    await expect(client.setSubUserInfo({ subuser_id, description: 'Night shift' })).resolves.toBeUndefined();
    expect((await client.getSubUsers({ subuser_id, with_roles: true })).result).toEqual([
      { subuser_id, subuser_name: 'support_1', description: 'Night shift', roles: [supervisor] },
    ]);
    expect(control.authenticates('support_1', password)).toBe(true);
  });

  test('changes the password for who knows the old one', async () => {
    const subuser_id = await newId();
    const next = 'Xw5-gT7=hR2@';
    await client.setSubUserInfo({
      subuser_id,
      old_subuser_password: password,
      new_subuser_password: new Secret(next),
      description: 'Both at once',
    });
    const isGood = [password, next].map((secret) => control.authenticates('support_1', secret));
    expect(isGood).toEqual([false, true]);
    expect((await client.getSubUsers({ subuser_id })).result[0]?.description).toBe('Both at once');
  });

  test.each([
    ['no old password', { new_subuser_password: 'Xw5-gT7=hR2@' }, 448, 'current'],
    ['a wrong one', { old_subuser_password: 'Wrong-0ne!', new_subuser_password: 'Xw5-gT7=hR2@' }, 496, 'input'],
    ['one used before', { old_subuser_password: password, new_subuser_password: password }, 535, 'password'],
  ])('refuses %s', async (_, passwords, carrierCode, field) => {
    const subuser_id = await newId();
    const { code, detail } = await rejection(client.setSubUserInfo({ subuser_id, ...passwords }));
    expect([code, detail.carrierCode, detail.fields?.[0]?.field]).toEqual(['invalid-argument', carrierCode, field]);
    expect(control.authenticates('support_1', password)).toBe(true);
  });
});

test('DelSubUser deletes one', async () => {
  const [kept, gone] = control.seed(2).map(Number);
  await expect(client.delSubUser({ subuser_id: gone ?? 0 })).resolves.toBeUndefined();
  expect((await client.getSubUsers()).result.map(({ subuser_id }) => subuser_id)).toEqual([kept]);
});

describe('the roles of a subuser', () => {
  test('SetSubUserRoles adds, RemoveSubUserRoles takes away, each by ids or by names', async () => {
    const subuser_id = await newId([3]);
    await expect(client.setSubUserRoles({ subuser_id, role_id: [5, '6'] })).resolves.toBeUndefined();
    expect(await rolesOf(subuser_id)).toEqual(['Support', 'Supervisor', 'CallListManager']);
    await client.setSubUserRoles({ subuser_id, role_name: ['Accountant'] });
    await expect(client.removeSubUserRoles({ subuser_id, role_id: [3, 5] })).resolves.toBeUndefined();
    expect(await rolesOf(subuser_id)).toEqual(['CallListManager', 'Accountant']);
    await client.removeSubUserRoles({ subuser_id, role_name: ['Accountant'] });
    expect(await rolesOf(subuser_id)).toEqual(['CallListManager']);
    expect(requestsOf(control).filter((request) => !request.startsWith('GetSubUserRoles'))).toEqual([
      'AddSubUser(new_subuser_name, new_subuser_password, role_id)',
      'SetSubUserRoles(subuser_id, role_id)',
      'SetSubUserRoles(subuser_id, role_name)',
      'RemoveSubUserRoles(subuser_id, role_id)',
      'RemoveSubUserRoles(subuser_id, role_name)',
    ]);
  });

  test('GetSubUserRoles expands', async () => {
    const subuser_id = await newId([2]);
    const roles = await client.getSubUserRoles({ subuser_id, with_expanded_roles: true });
    expect(roles.map((role) => role.role_id)).toEqual([2, 3, 4, 5, 6, 10, 11]);
    expect(roles[0]?.child_ids).toEqual([3, 4, 5, 6, 10, 11]);
    expect(await rolesOf(subuser_id)).toEqual(['Admin']);
  });

  test('a role that a key of the subuser holds is removed by force only, from the key as well', async () => {
    const subuser_id = await newId([5]);
    const { key_id } = await control.createSubUserKey(subuser_id, [5]);
    const error = await rejection(client.removeSubUserRoles({ subuser_id, role_id: [5] }));
    expect([error.code, error.detail.carrierCode]).toEqual(['failed-precondition', 439]);
    expect(await rolesOf(subuser_id)).toEqual(['Supervisor']);
    await client.removeSubUserRoles({ subuser_id, role_id: [5], force: true });
    expect([await rolesOf(subuser_id), await client.getKeyRoles({ key_id })]).toEqual([[], []]);
    expect(requestsOf(control)).toContain('RemoveSubUserRoles(subuser_id, role_id, force)');
  });
});

describe('the vocabulary', () => {
  test('GetRoles', async () => {
    const roles = await client.getRoles();
    expect(roles.map((role) => `${role.role_id} ${role.role_name}`)).toEqual([
      '1 Owner',
      '2 Admin',
      '3 Support',
      '4 Developer',
      '5 Supervisor',
      '6 CallListManager',
      '7 Accountant',
      '8 Payer',
      '9 PayerNoVerify',
      '10 UserManager',
      '11 PhoneNumberManager',
    ]);
    expect(roles[2]).toEqual({ ...support, child_ids: [] });
    expect(roles[6]).toEqual({ ...accountant, child_ids: [] });
  });

  test('GetRoles of one group', async () => {
    const roles = await client.getRoles({ group_name: 'Billing' });
    expect(roles.map((role) => role.role_name)).toEqual(['Accountant', 'Payer', 'PayerNoVerify']);
    expect(requestsOf(control)).toEqual(['GetRoles(group_name)']);
  });

  test('GetRoleGroups', async () => {
    expect(await client.getRoleGroups()).toEqual([
      { id: 1, name: 'Account' },
      { id: 2, name: 'Billing' },
      { id: 3, name: 'Managers' },
    ]);
  });
});

describe.each([
  ['error', 200],
  ['errors', 200],
  ['field-name', 200],
  ['http-status', 404],
] as const)('errors of the shape `%s`', (shape, httpStatus) => {
  test('are not-found for a subuser that does not exist, by every method that takes one', async () => {
    control.errorShape = shape;
    const subuser_id = 999;
    const calls = [
      client.getSubUsers({ subuser_id }),
      client.setSubUserInfo({ subuser_id, description: 'x' }),
      client.delSubUser({ subuser_id }),
      client.setSubUserRoles({ subuser_id, role_id: [5] }),
      client.getSubUserRoles({ subuser_id }),
      client.removeSubUserRoles({ subuser_id, role_id: [5] }),
    ];
    for (const error of await Promise.all(calls.map(rejection))) {
      expect([error.code, error.detail.carrierCode, error.detail.httpStatus]).toEqual(['not-found', 434, httpStatus]);
      expect(error.message).toContain('999');
    }
  });

  test('name the field where the carrier does, or its code', async () => {
    control.errorShape = shape;
    const login = { new_subuser_name: 'abcd', new_subuser_password: password };
    const { code, detail } = await rejection(client.addSubUser(login));
    expect([code, detail.carrierCode, detail.fields?.map(({ field }) => field)]).toEqual([
      'invalid-argument',
      452,
      ['name'],
    ]);
  });
});

test.each([
  [1, 'unavailable', 'outcome-unknown'],
  [2, 'unavailable', 'outcome-unknown'],
  [4, 'unavailable', 'outcome-unknown'],
  [100, 'unauthenticated', 'unauthenticated'],
  [104, 'permission-denied', 'permission-denied'],
  [320, 'permission-denied', 'permission-denied'],
  [437, 'quota-exceeded', 'quota-exceeded'],
  [435, 'failed-precondition', 'failed-precondition'],
  [447, 'unauthenticated', 'unauthenticated'],
  [454, 'unauthenticated', 'unauthenticated'],
  [484, 'unavailable', 'outcome-unknown'],
  [515, 'unavailable', 'outcome-unknown'],
])('code %i of a read is %s, of a write %s, and a write is sent once', async (code, ofRead, ofWrite) => {
  control.failNext({ fault: 'error-200', code, times: 2 });
  const read = await rejection(client.getSubUsers());
  const write = await rejection(newId());
  expect([read.code, write.code, write.detail.carrierCode]).toEqual([ofRead, ofWrite, code]);
  expect(requestsOf(control)).toHaveLength(2);
});
