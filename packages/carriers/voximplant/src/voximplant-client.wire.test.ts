import { createPublicKey } from 'node:crypto';
import { Secret, SubUserError } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as documented from '../test-support/documented-replies.ts';
import { endRecording, recordNext, type Seen, seenOf } from '../test-support/recorded-carrier.ts';
import { generateServiceKey } from '../test-support/service-key.ts';
import { createVoximplantClient } from './create-voximplant.ts';
import type { VoximplantClient } from './voximplant-client.ts';

const key = generateServiceKey();
const keyId = 'ab81c90e-573e-4046-9af9-105269dfafca';
const start = Date.UTC(2026, 10, 21, 12, 0, 0, 700);

let client: VoximplantClient;
let clock: ManualClock;

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
  clock = new ManualClock({ time: start });
  client = createVoximplantClient({ credentials: key.file, clock });
});
afterEach(async () => {
  await client.close();
  endRecording();
});

function query(path: string): Seen {
  const headers = { accept: 'application/json', 'content-length': '0' };
  return { method: 'POST', path: `/platform_api/${path}`, headers, body: '' };
}

function form(method: string, body: string): Seen {
  return {
    method: 'POST',
    path: `/platform_api/${method}`,
    headers: {
      accept: 'application/json',
      'content-length': String(body.length),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  };
}

test.each([302, 409, 500, 200])('a new key is not lost to an answer of %i and nonsense', async (status) => {
  recordNext(status, `Notice: x ${JSON.stringify({ result: { ...key.file } })}`);
  const error: unknown = await client.createKey().catch((failure: unknown) => failure);
  if (!SubUserError.is(error)) throw error;
  expect(['outcome-unknown', 'unexpected-response']).toContain(error.code);
  expect(error.detail.credentials?.login).toBe(keyId);
  expect(error.detail.credentials?.secret.reveal()).toBe(key.file.private_key);
});

describe('the token', () => {
  test('is an RS256 JWT of the account, back-dated, that the public key verifies', async () => {
    const seen = recordNext(200, documented.roleGroups);
    await client.getRoleGroups();
    const verified = await jwtVerify(seen.token, createPublicKey(key.publicKey), { currentDate: new Date(start) });
    expect(decodeProtectedHeader(seen.token)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keyId });
    const iat = Math.floor(start / 1000) - 5;
    expect(verified.payload).toEqual({ iss: 1001, iat, exp: iat + 600 });
  });

  test('is signed once for calls at the same time and after', async () => {
    const first = recordNext(200, documented.roleGroups);
    const second = recordNext(200, documented.roleGroups);
    const third = recordNext(200, documented.roleGroups);
    await Promise.all([client.getRoleGroups(), client.getRoleGroups()]);
    clock.time += 500_000;
    await client.getRoleGroups();
    expect(new Set([first.token, second.token, third.token]).size).toBe(1);
  });
});

describe('subusers', () => {
  test('AddSubUser sends every parameter as a form, since one of them is a password', async () => {
    const seen = recordNext(200, documented.added);
    const reply = await client.addSubUser({
      new_subuser_name: 'Support_1',
      new_subuser_password: new Secret('Pa ss+w&rd;1!é'),
      role_id: [2, '9'],
      description: "Desk (2nd) 'floor' 50% [ref:a~b]",
    });
    expect(seenOf(seen)).toEqual(
      form(
        'AddSubUser',
        'new_subuser_name=Support_1&new_subuser_password=Pa%20ss%2Bw%26rd%3B1%21%C3%A9&role_id=2%3B9' +
          '&description=Desk%20%282nd%29%20%27floor%27%2050%25%20%5Bref%3Aa~b%5D',
      ),
    );
    expect(reply).toEqual({ subuser_id: 109 });
  });

  test('AddSubUser takes role names and a plain password', async () => {
    const seen = recordNext(200, documented.added);
    await client.addSubUser({
      new_subuser_name: 'support',
      new_subuser_password: 'Passw0rd!',
      role_name: ['Admin', 'User Manager'],
    });
    expect(seenOf(seen)).toEqual(
      form('AddSubUser', 'new_subuser_name=support&new_subuser_password=Passw0rd%21&role_name=Admin%3BUser%20Manager'),
    );
  });

  test('AddSubUser is sent as documented where the query may contain passwords', async () => {
    const documentedly = createVoximplantClient({ credentials: key.file, clock, passwordsIn: 'query' });
    const seen = recordNext(200, documented.added);
    await documentedly.addSubUser({ new_subuser_name: 'support', new_subuser_password: 'Passw0rd!' });
    await documentedly.close();
    expect(seenOf(seen)).toEqual(query('AddSubUser?new_subuser_name=support&new_subuser_password=Passw0rd%21'));
  });

  test('GetSubUsers', async () => {
    const seen = recordNext(200, documented.subUsers);
    const reply = await client.getSubUsers({ subuser_id: 12, with_roles: true, offset: 0, count: 20 });
    expect(seenOf(seen)).toEqual(query('GetSubUsers?subuser_id=12&with_roles=true&offset=0&count=20'));
    expect(reply).toEqual(documented.subUsers);
  });

  test('GetSubUsers without parameters, and a total where the carrier tells one', async () => {
    const seen = recordNext(200, { result: [], total_count: 0 });
    const reply = await client.getSubUsers();
    expect(seenOf(seen)).toEqual(query('GetSubUsers'));
    expect(reply).toEqual({ result: [], total_count: 0 });
  });

  test('SetSubUserInfo with a description alone', async () => {
    const seen = recordNext(200, documented.done);
    const reply = await client.setSubUserInfo({ subuser_id: '12', description: 'Night shift' });
    expect(seenOf(seen)).toEqual(query('SetSubUserInfo?subuser_id=12&description=Night%20shift'));
    expect(reply).toBeUndefined();
  });

  test('SetSubUserInfo with passwords', async () => {
    const seen = recordNext(200, documented.done);
    await client.setSubUserInfo({
      subuser_id: 12,
      old_subuser_password: new Secret('Old-Passw0rd'),
      new_subuser_password: new Secret('New-Passw0rd'),
      description: '',
    });
    expect(seenOf(seen)).toEqual(
      form(
        'SetSubUserInfo',
        'subuser_id=12&old_subuser_password=Old-Passw0rd&new_subuser_password=New-Passw0rd&description=',
      ),
    );
  });

  test('DelSubUser', async () => {
    const seen = recordNext(200, documented.done);
    expect(await client.delSubUser({ subuser_id: 12 })).toBeUndefined();
    expect(seenOf(seen)).toEqual(query('DelSubUser?subuser_id=12'));
  });

  test('SetSubUserRoles', async () => {
    const seen = recordNext(200, documented.done);
    expect(await client.setSubUserRoles({ subuser_id: 12, role_id: [1, 2, 3] })).toBeUndefined();
    expect(seenOf(seen)).toEqual(query('SetSubUserRoles?subuser_id=12&role_id=1%3B2%3B3'));
  });

  test('GetSubUserRoles', async () => {
    const seen = recordNext(200, documented.subUserRoles);
    expect(await client.getSubUserRoles({ subuser_id: 1, with_expanded_roles: false })).toEqual(
      documented.subUserRoles.result,
    );
    expect(seenOf(seen)).toEqual(query('GetSubUserRoles?subuser_id=1&with_expanded_roles=false'));
  });

  test('RemoveSubUserRoles', async () => {
    const seen = recordNext(200, documented.done);
    await client.removeSubUserRoles({ subuser_id: 12, role_name: ['Admin', 'Support'], force: true });
    expect(seenOf(seen)).toEqual(query('RemoveSubUserRoles?subuser_id=12&role_name=Admin%3BSupport&force=true'));
  });
});

describe('keys', () => {
  test('CreateKey, whose private key does not print itself', async () => {
    const seen = recordNext(200, { result: { ...key.file, account_email: 17, created: 'now' } });
    const created = await client.createKey({ description: 'CI', key_name: 'ci', role_id: [1, 2] });
    expect(seenOf(seen)).toEqual(query('CreateKey?description=CI&key_name=ci&role_id=1%3B2'));
    expect(created.private_key.reveal()).toBe(key.file.private_key);
    expect(JSON.parse(JSON.stringify(created))).toEqual({
      account_id: 1001,
      key_id: keyId,
      private_key: '[secret]',
    });
  });

  test('CreateKey without parameters, answered with a list of one', async () => {
    const seen = recordNext(200, { result: [{ ...key.file, key_id: null, account_id: [] }] });
    const created = await client.createKey();
    expect(seenOf(seen)).toEqual(query('CreateKey'));
    expect(created.private_key.reveal()).toBe(key.file.private_key);
    expect([created.key_id, created.account_id, created.account_email]).toEqual([
      undefined,
      undefined,
      'owner@example.com',
    ]);
  });

  test('GetKeys', async () => {
    const seen = recordNext(200, documented.keys);
    expect(await client.getKeys({ key_id: keyId, with_roles: true, offset: 1, count: 2 })).toEqual(documented.keys);
    expect(seenOf(seen)).toEqual(query(`GetKeys?key_id=${keyId}&with_roles=true&offset=1&count=2`));
  });

  test('GetKeys without parameters', async () => {
    const seen = recordNext(200, { result: [] });
    expect(await client.getKeys()).toEqual({ result: [] });
    expect(seenOf(seen)).toEqual(query('GetKeys'));
  });

  test('UpdateKey', async () => {
    const seen = recordNext(200, documented.done);
    expect(await client.updateKey({ key_id: keyId, description: 'CI', key_name: 'ci' })).toBeUndefined();
    expect(seenOf(seen)).toEqual(query(`UpdateKey?key_id=${keyId}&description=CI&key_name=ci`));
  });

  test('DeleteKey', async () => {
    const seen = recordNext(200, documented.done);
    expect(await client.deleteKey({ key_id: keyId })).toBeUndefined();
    expect(seenOf(seen)).toEqual(query(`DeleteKey?key_id=${keyId}`));
  });

  test('SetKeyRoles', async () => {
    const seen = recordNext(200, documented.done);
    expect(await client.setKeyRoles({ key_id: keyId, role_id: [1, 2, 3] })).toBeUndefined();
    expect(seenOf(seen)).toEqual(query(`SetKeyRoles?key_id=${keyId}&role_id=1%3B2%3B3`));
  });

  test('GetKeyRoles', async () => {
    const seen = recordNext(200, documented.subUserRoles);
    expect(await client.getKeyRoles({ key_id: keyId, with_expanded_roles: true })).toEqual(
      documented.subUserRoles.result,
    );
    expect(seenOf(seen)).toEqual(query(`GetKeyRoles?key_id=${keyId}&with_expanded_roles=true`));
  });

  test('RemoveKeyRoles', async () => {
    const seen = recordNext(200, documented.done);
    expect(await client.removeKeyRoles({ key_id: keyId, role_name: ['Admin'] })).toBeUndefined();
    expect(seenOf(seen)).toEqual(query(`RemoveKeyRoles?key_id=${keyId}&role_name=Admin`));
  });
});

describe('roles', () => {
  test('GetRoles', async () => {
    const seen = recordNext(200, documented.allRoles);
    expect(await client.getRoles()).toEqual(documented.allRoles.result);
    expect(seenOf(seen)).toEqual(query('GetRoles'));
  });

  test('GetRoles of a group', async () => {
    const seen = recordNext(200, documented.allRoles);
    await client.getRoles({ group_name: 'Calls & more' });
    expect(seenOf(seen)).toEqual(query('GetRoles?group_name=Calls%20%26%20more'));
  });

  test('GetRoleGroups', async () => {
    const seen = recordNext(200, documented.roleGroups);
    expect(await client.getRoleGroups()).toEqual(documented.roleGroups.result);
    expect(seenOf(seen)).toEqual(query('GetRoleGroups'));
  });
});
