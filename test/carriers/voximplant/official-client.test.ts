import { inspect } from 'node:util';
import { openSubUsers, SubUserError } from '@subuser/core';
import { startVoximplantEmulator } from '@subuser/emulator';
import { createVoximplant, createVoximplantClient } from '@subuser/voximplant';
import type { CreateKeyResponse, SetSubUserRolesRequest } from '@voximplant/apiclient-nodejs/dist/Interfaces.js';
import { Agent } from 'undici';
import { afterAll, assert, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { newCertificate } from '../../support/certificate.ts';
import { openOfficialClient } from './official-client.ts';

// Keys, certificates, validators and processes take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const tls = await newCertificate();
const emulator = await startVoximplantEmulator({ tls });
const { control, origin, credentials } = emulator;
const official = await openOfficialClient({ origin, cert: tls.cert, credentials });
const dispatcher = new Agent({ connect: { ca: tls.cert } });
const ours = openSubUsers(createVoximplant({ credentials, baseUrl: origin, dispatcher }));

beforeEach(() => control.reset());
afterAll(async () => {
  await official.close();
  await ours.close();
  await dispatcher.close();
  await emulator.close();
});

const operations = (): string[] => control.requests.map(({ carrierOperation }) => carrierOperation);
const done = { resolved: { result: 1 } };
const supportRole = { roleName: 'Support', roleId: 3, inherited: true, parentRoleId: [1, 2], guiOnly: true };
const developerRole = { roleName: 'Developer', roleId: 4, inherited: true, parentRoleId: [1, 2], guiOnly: false };
// Below the first level the client leaves the carrier's own names.
const nestedDeveloper = {
  role_name: 'Developer',
  role_id: 4,
  inherited: true,
  parent_role_id: [1, 2],
  gui_only: false,
};

describe('Voximplant’s official Node client', () => {
  test('lives the life of a sub-user', async () => {
    expect(await official.call('getRoleGroups', {})).toEqual({
      resolved: {
        result: [
          { id: 1, name: 'Account' },
          { id: 2, name: 'Billing' },
          { id: 3, name: 'Managers' },
        ],
      },
    });
    expect(await official.call('getRoles', { groupName: 'Billing' })).toMatchObject({
      resolved: { result: [{ roleName: 'Accountant', roleId: 7, childIds: [] }, { roleId: 8 }, { roleId: 9 }] },
    });

    const [first, second] = ['Tr0ub4dor&3', 'c0rrect-Horse;ü+%'];
    const created = { newSubuserName: 'Support-Desk', newSubuserPassword: first, roleId: [3] };
    expect(await official.call('addSubUser', created)).toEqual({ resolved: { result: { subuserId: 109 } } });
    expect(control.authenticates('support-desk', first)).toBe(true);
    const changed = { subuserId: 109, oldSubuserPassword: first, newSubuserPassword: second, description: 'Łódź; a&b' };
    expect(await official.call('setSubUserInfo', changed)).toEqual(done);
    expect(control.authenticates('support-desk', second)).toBe(true);
    expect(await official.call('setSubUserRoles', { subuserId: 109, roleId: [4, 5] })).toEqual(done);
    expect(await official.call('removeSubUserRoles', { subuserId: 109, roleName: 'Supervisor' })).toEqual(done);
    expect(await official.call('getSubUserRoles', { subuserId: 109 })).toEqual({
      resolved: { result: [supportRole, developerRole] },
    });
    expect(await official.call('removeSubUserRoles', { subuserId: 109, roleId: 3, force: true })).toEqual(done);
    expect(await official.call('getSubUsers', { subuserId: 109, withRoles: true })).toEqual({
      resolved: {
        result: [{ subuserId: 109, subuserName: 'support-desk', description: 'Łódź; a&b', roles: [nestedDeveloper] }],
      },
    });
    expect(await official.call('delSubUser', { subuserId: 109 })).toEqual(done);
    expect(await official.call('getSubUsers', { offset: 0, count: 5 })).toEqual({ resolved: { result: [] } });

    expect(operations()).toEqual([
      'GetRoleGroups',
      'GetRoles',
      'AddSubUser',
      'SetSubUserInfo',
      'SetSubUserRoles',
      'RemoveSubUserRoles',
      'GetSubUserRoles',
      'RemoveSubUserRoles',
      'GetSubUsers',
      'DelSubUser',
      'GetSubUsers',
    ]);
    const forms = control.requests.map(({ method, path, parameters }) => `${method} ${path} ${parameters[0]}`);
    expect(new Set(forms)).toEqual(new Set(['POST /platform_api cmd']));
  });

  test('lives the life of a key, where CreateKey answers an array', async () => {
    control.createdKeyShape = 'array';
    const answer = await official.call('createKey', { keyName: 'ci', description: 'Deployments', roleName: 'Owner' });
    expect(answer).toEqual({
      resolved: {
        result: [
          {
            accountEmail: 'owner@example.com',
            accountId: 1,
            keyId: expect.stringMatching(/^[\da-f-]{36}$/),
            privateKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
          },
        ],
      },
    });
    const [key] = (answer as { resolved: CreateKeyResponse }).resolved.result;
    assert(key !== undefined);

    // The key that the official client received signs the requests of ours.
    const { accountId, keyId, privateKey } = key;
    const given = { accountId, keyId, privateKey };
    const signer = createVoximplantClient({ credentials: given, baseUrl: origin, dispatcher });
    onTestFinished(() => signer.close());
    await expect(signer.getSubUsers()).resolves.toEqual({ result: [] });

    expect(await official.call('updateKey', { keyId, description: 'Nightly', keyName: 'nightly' })).toEqual(done);
    expect(await official.call('setKeyRoles', { keyId, roleId: [4] })).toEqual(done);
    expect(await official.call('removeKeyRoles', { keyId, roleId: [1] })).toEqual(done);
    expect(await official.call('getKeyRoles', { keyId })).toEqual({ resolved: { result: [developerRole] } });
    expect(await official.call('getKeys', { keyId, withRoles: true })).toEqual({
      resolved: { result: [{ keyId, keyName: 'nightly', description: 'Nightly', roles: [nestedDeveloper] }] },
    });
    expect(await official.call('deleteKey', { keyId })).toEqual(done);
    expect(await official.call('getKeys', {})).toMatchObject({ resolved: { result: [{ keyId: credentials.key_id }] } });

    expect(operations()).toEqual([
      'CreateKey',
      'GetSubUsers',
      'UpdateKey',
      'SetKeyRoles',
      'RemoveKeyRoles',
      'GetKeyRoles',
      'GetKeys',
      'DeleteKey',
      'GetKeys',
    ]);
  });
});

describe('what that client may not do, by the documented code', () => {
  const password = 'Tr0ub4dor&3';
  const desk = { newSubuserName: 'support-desk', newSubuserPassword: password, roleId: [4] };
  const second = { ...desk, newSubuserName: 'second-desk' };
  const refused = (code: number) => ({ resolved: { error: { code, msg: expect.any(String) } } });

  test('at every step of a sub-user’s life', async () => {
    await official.call('addSubUser', desk);
    await control.createSubUserKey(109, [4]);
    const change = { subuserId: 109, newSubuserPassword: 'c0rrect-Horse' };
    const current = { ...change, oldSubuserPassword: password };
    const calls = [
      [await official.call('addSubUser', desk), 436],
      [await official.call('addSubUser', { newSubuserName: 'second-desk' }), 134],
      [await official.call('addSubUser', { ...second, newSubuserName: 'desk' }), 452],
      [await official.call('addSubUser', { ...second, newSubuserName: '2nd-desk' }), 453],
      [await official.call('addSubUser', { ...second, newSubuserPassword: 'tr0ub4dor&3' }), 464],
      [await official.call('addSubUser', { ...second, newSubuserPassword: 'Tr0ub4dor &3' }), 524],
      [await official.call('addSubUser', { ...second, roleId: [99] }), 440],
      [await official.call('addSubUser', { ...second, roleId: [], roleName: 'Nobody' }), 441],
      [await official.call('setSubUserInfo', change), 448],
      [await official.call('setSubUserInfo', { ...current, oldSubuserPassword: 'Wr0ng-one' }), 496],
      [await official.call('setSubUserInfo', { ...current, newSubuserPassword: password }), 535],
      [await official.call('setSubUserRoles', { subuserId: 109 }), 134],
      [await official.call('removeSubUserRoles', { subuserId: 109, roleId: 4 }), 439],
      [await official.call('getSubUserRoles', { subuserId: 110 }), 434],
      [await official.call('delSubUser', { subuserId: 110 }), 434],
    ] as const;
    expect(calls.map(([answer]) => answer)).toEqual(calls.map(([, code]) => refused(code)));
    expect(control.requests.slice(1).every(({ applied }) => !applied)).toBe(true);
    expect(await official.call('removeSubUserRoles', { subuserId: 109, roleId: 4, force: true })).toEqual(done);
  });

  test('at every step of a key’s life, its own deletion included', async () => {
    const keyId = '00000000-0000-4000-8000-000000000000';
    await official.call('addSubUser', desk);
    const theirs = await control.createSubUserKey(109, [4]);
    const holder = await openOfficialClient({ origin, cert: tls.cert, credentials: theirs });
    onTestFinished(() => holder.close());
    expect(await holder.call('getRoleGroups', {})).toMatchObject({ resolved: { result: [{}, {}, {}] } });
    const calls = [
      [await official.call('createKey', { keyName: 'k'.repeat(51) }), 477],
      [await official.call('updateKey', { keyId, description: 'Nightly' }), 433],
      [await official.call('setKeyRoles', { keyId: theirs.key_id, roleId: 3 }), 435],
      [await official.call('removeKeyRoles', { keyId }), 433],
      [await official.call('getKeyRoles', { keyId }), 433],
      [await official.call('getKeys', { keyId }), 433],
      [await official.call('deleteKey', { keyId }), 433],
      // An insufficient role gets the same answer as an invalid key.
      [await holder.call('getSubUsers', {}), 100],
      [await official.call('delSubUser', { subuserId: 109 }).then(() => holder.call('getRoleGroups', {})), 100],
    ] as const;
    expect(calls.map(([answer]) => answer)).toEqual(calls.map(([, code]) => refused(code)));
  });

  test('by the clock: from the future, and too old', async () => {
    control.clockSkewMs = -90_000;
    expect(await official.call('getRoleGroups', {})).toEqual(refused(455));
    control.clockSkewMs = 90_000;
    expect(await official.call('getRoleGroups', {})).toEqual(refused(456));
  });

  test('by the connection or the status: those reject', async () => {
    control.failNext({ carrierOperation: 'GetRoles', fault: 'drop-before-apply' });
    expect(await official.call('getRoles', {})).toMatchObject({ rejected: 'Error: socket hang up' });
    for (const status of [429, 503]) {
      control.failNext({ fault: 'status', status });
      expect(await official.call('getRoles', {})).toMatchObject({
        rejected: `Error: Request failed with status code ${status}`,
      });
    }
  });
});

describe('hazards of that client, which are why this project has its own', () => {
  const desk = { newSubuserName: 'support-desk', newSubuserPassword: 'Tr0ub4dor&3' };
  const draft = { name: 'support-desk', password: 'Tr0ub4dor&3' };

  test.each([
    ['error', { error: { code: 436, msg: 'Sub user login is not unique.' } }],
    ['errors', { errors: [{ code: 436, msg: 'Sub user login is not unique.', field_name: 'new_subuser_name' }] }],
  ] as const)('a refusal in the shape %s resolves; ours rejects', async (shape, resolved) => {
    await official.call('addSubUser', desk);
    control.errorShape = shape;
    expect(await official.call('addSubUser', desk)).toEqual({ resolved });
    await expect(ours.create(draft)).rejects.toMatchObject({ code: 'already-exists', detail: { carrierCode: 436 } });
  });

  test('a web page resolves as a result; our client rejects', async () => {
    control.failNext({ fault: 'html-200', times: 2, applied: false });
    const resolved = (await official.call('delSubUser', { subuserId: 109 })) as { resolved: object };
    expect(Object.values(resolved.resolved).slice(0, 9).join('')).toBe('<!DOCTYPE');
    await expect(ours.delete('109')).rejects.toMatchObject({ code: 'unexpected-response' });
  });

  test('createKey rejects the documented reply, so that the new key’s only copy is lost; ours reads both', async () => {
    expect(await official.call('createKey', {})).toMatchObject({ rejected: 'TypeError: data.map is not a function' });
    const reader = createVoximplantClient({ credentials, baseUrl: origin, dispatcher });
    onTestFinished(() => reader.close());
    expect((await reader.getKeys()).result).toHaveLength(2);
    for (const shape of ['object', 'array'] as const) {
      control.createdKeyShape = shape;
      const { private_key } = await reader.createKey();
      expect(private_key.reveal()).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    }
  });

  test('a list of role names is refused by the client itself; ours takes it', async () => {
    const withRoles = { ...desk, roleName: ['Supervisor', 'Developer'] };
    expect(await official.call('addSubUser', withRoles)).toMatchObject({
      rejected: 'Error: Arrays are not supported.',
    });
    expect(control.requests).toEqual([]);
    const { subUser } = await ours.create({ ...draft, grants: ['Supervisor', 'Developer'] });
    expect(subUser.grants).toEqual(['Supervisor', 'Developer']);
  });

  test('its types require both role_id and role_name, which the carrier refuses; ours take one', async () => {
    await official.call('addSubUser', desk);
    const both: SetSubUserRolesRequest = { subuserId: 109, roleId: 4, roleName: 'Developer' };
    expect(await official.call('setSubUserRoles', both)).toMatchObject({ resolved: { error: { code: 449 } } });
    expect((await ours.update('109', { grants: ['Developer'] })).grants).toEqual(['Developer']);
  });

  test('its errors hold the token; ours hold neither token nor password', async () => {
    await official.call('addSubUser', desk);
    control.errorShape = 'http-status';
    expect(await official.call('addSubUser', desk)).toMatchObject({
      rejected: 'Error: Request failed with status code 409',
      printed: expect.stringMatching(/Authorization: 'Bearer eyJ[\w.-]{300,}'/),
    });
    const error: unknown = await ours.create(draft).catch((error: unknown) => error);
    expect(SubUserError.is(error, 'already-exists')).toBe(true);
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toMatch(/Tr0ub4dor|eyJ/);
  });
});
