import { inspect } from 'node:util';
import { ManualClock } from '@subuser/core/testing';
import { decodeJwt } from 'jose';
import type { CallEvent } from '@subuser/http';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as documented from '../test-support/documented-replies.ts';
import { endRecording, recordNext } from '../test-support/recorded-carrier.ts';
import { rejection } from '../test-support/rejection.ts';
import { generateServiceKey } from '../test-support/service-key.ts';
import { createVoximplantClient } from './create-voximplant.ts';
import type { VoximplantClient } from './voximplant-client.ts';

const key = generateServiceKey();
const start = Date.UTC(2026, 10, 21, 12);
const twoHoursOn = { date: 'Sat, 21 Nov 2026 14:00:00 GMT' };
const inTheFuture = { error: { code: 455, msg: 'Token issued in the future' } };
const expired = { error: { code: 456, msg: 'Token expired' } };
const login = { new_subuser_name: 'support', new_subuser_password: 'Passw0rd!' };

let client: VoximplantClient;
let clock: ManualClock;
let events: CallEvent[];

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
  clock = new ManualClock({ time: start });
  events = [];
  client = createVoximplantClient({ credentials: key.file, clock, onEvent: (event) => events.push(event) });
});
afterEach(async () => {
  await client.close();
  endRecording();
});

describe('a token that the carrier refuses for its times', () => {
  test.each([inTheFuture, expired])(
    'is renewed by the carrier’s clock, and even a write is sent again: %o',
    async (no) => {
      const first = recordNext(200, no, twoHoursOn);
      const second = recordNext(200, documented.added);
      expect(await client.addSubUser(login)).toEqual({ subuser_id: 109 });
      expect(second.body).toBe(first.body);
      expect(decodeJwt(first.token).iat).toBe(start / 1000 - 5);
      expect(decodeJwt(second.token).iat).toBe(start / 1000 + 7195);
    },
  );

  test('is renewed once a call', async () => {
    recordNext(401, inTheFuture, twoHoursOn);
    recordNext(401, expired, twoHoursOn);
    const error = await rejection(client.addSubUser(login));
    expect([error.code, error.detail]).toEqual([
      'unauthenticated',
      {
        carrier: 'voximplant',
        operation: 'create',
        carrierOperation: 'AddSubUser',
        subject: 'support',
        httpStatus: 401,
        carrierCode: 456,
      },
    ]);
  });

  test('is renewed once for calls at the same time', async () => {
    recordNext(200, expired, twoHoursOn);
    recordNext(200, expired, { date: 'Sat, 21 Nov 2026 20:00:00 GMT' });
    const third = recordNext(200, documented.roleGroups);
    const fourth = recordNext(200, documented.roleGroups);
    await Promise.all([client.getRoleGroups(), client.getRoleGroups()]);
    expect(third.token).toBe(fourth.token);
    expect(third.token).not.toBe('');
  });

  test('is no reason to repeat any other refusal', async () => {
    recordNext(200, { error: { code: 100, msg: 'Authorization failed' } });
    expect((await rejection(client.addSubUser(login))).code).toBe('unauthenticated');
  });

  test('does not hide how the second try ended', async () => {
    recordNext(200, expired);
    recordNext(200, { error: { code: 436, msg: 'Not unique' } });
    expect((await rejection(client.addSubUser(login))).code).toBe('already-exists');
  });
});

describe('retries', () => {
  test('repeat a read that the carrier failed, with the token that is valid by then', async () => {
    recordNext(200, { error: { code: 4, msg: 'DB error' } });
    const second = recordNext(200, documented.roleGroups);
    await client.getRoleGroups();
    expect(clock.delays).toHaveLength(1);
    expect(decodeJwt(second.token).iss).toBe(1001);
  });

  test('never repeat a write that the carrier failed', async () => {
    recordNext(200, { error: { code: 4, msg: 'DB error' } });
    const error = await rejection(client.addSubUser(login));
    expect([error.code, error.detail.carrierCode]).toEqual(['outcome-unknown', 4]);
  });

  test('repeat a write that was told to slow down, after the delay', async () => {
    recordNext(200, { error: { code: 340, msg: 'Slow down' } }, { 'retry-after': '2' });
    recordNext(200, documented.added);
    expect(await client.addSubUser(login)).toEqual({ subuser_id: 109 });
    expect(clock.delays).toEqual([2000]);
  });
});

describe('nothing secret', () => {
  test('gets into an error or an event', async () => {
    const seen = recordNext(200, { error: { code: 999, msg: 'Passw0rd! is odd' } });
    const error = await rejection(client.addSubUser(login));
    const everything = inspect([error, error.toJSON(), events], { depth: Infinity, showHidden: true });
    expect(events.map(({ type }) => type)).toContain('attempt');
    expect(seen.token.length).toBeGreaterThan(100);
    for (const secret of ['Passw0rd', seen.token, seen.token.slice(0, 20), 'PRIVATE KEY'])
      expect(everything).not.toContain(secret);
  });
});

describe('what cannot be sent', () => {
  test('is refused with every rule at once, under the model’s names', async () => {
    const error = await rejection(
      client.addSubUser({
        new_subuser_name: '',
        new_subuser_password: '',
        role_id: [1, '2;3'],
        role_name: ['Admin;Owner'],
        description: 'a\uD800b',
      }),
    );
    expect(error.code).toBe('invalid-argument');
    expect(error.detail).toEqual({
      carrier: 'voximplant',
      operation: 'create',
      carrierOperation: 'AddSubUser',
      subject: '',
      fields: [
        { field: 'name', rule: 'must not be empty' },
        { field: 'password', rule: 'must not be empty' },
        { field: 'grants', rule: 'each must be a decimal number above 0 of at most 16 digits' },
        { field: 'grants', rule: 'must not have a semicolon in an element' },
        { field: 'description', rule: 'must be well-formed Unicode' },
      ],
    });
    expect(error.message).toBe(
      'voximplant create of “”: not sent: name: must not be empty; password: must not be empty; ' +
        'grants: each must be a decimal number above 0 of at most 16 digits; ' +
        'grants: must not have a semicolon in an element; description: must be well-formed Unicode',
    );
  });

  test.each(['', '0', '-1', '1.5', '1e3', ' 12', '12 ', '１２', '12345678901234567', 'abc', '1;2', '../12'])(
    'an id like “%s” is one such thing',
    async (id) => {
      const error = await rejection(client.delSubUser({ subuser_id: id }));
      expect(error.detail.fields).toEqual([
        { field: 'id', rule: 'must be a decimal number above 0 of at most 16 digits' },
      ]);
    },
  );

  test('so is a wrong number of rows', async () => {
    const error = await rejection(client.getSubUsers({ offset: -1, count: 1.5 }));
    expect(error.detail.fields).toEqual([
      { field: 'offset', rule: 'must be an integer from 0' },
      { field: 'count', rule: 'must be an integer from 0' },
    ]);
  });

  test.each(['', 'undefined', 'ab81c90e', '../ab81c90e-573e-4046-9af9-105269dfafca'])(
    'so is the id “%s” of a key',
    async (key_id) => {
      const calls = [
        client.getKeys({ key_id }),
        client.updateKey({ key_id, description: '' }),
        client.deleteKey({ key_id }),
        client.setKeyRoles({ key_id, role_id: [1] }),
        client.getKeyRoles({ key_id }),
        client.removeKeyRoles({ key_id, role_id: [1] }),
      ];
      for (const error of await Promise.all(calls.map(rejection)))
        expect(error.detail.fields).toEqual([{ field: 'key_id', rule: 'must be the UUID of a key' }]);
    },
  );

  test('so are roles without any, which would be left to the carrier', async () => {
    const key_id = 'ab81c90e-573e-4046-9af9-105269dfafca';
    const calls = [
      client.setSubUserRoles({ subuser_id: 1, role_id: [] }),
      client.removeSubUserRoles({ subuser_id: 1, role_name: [], force: true }),
      client.setKeyRoles({ key_id, role_name: [] }),
      client.removeKeyRoles({ key_id, role_id: [] }),
    ];
    for (const error of await Promise.all(calls.map(rejection)))
      expect(error.detail.fields).toEqual([{ field: 'grants', rule: 'must be given' }]);
  });
});
