import { type NewSubUser, openSubUsers, Secret, type SubUserChange, SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import * as documented from '../test-support/documented-replies.ts';
import { rejection } from '../test-support/rejection.ts';
import { type Answer, ok, refused, scriptedCarrier, type ScriptedCarrier } from '../test-support/scripted-carrier.ts';
import { nativeOf } from './voximplant-native.ts';
import { createProvider } from './voximplant-provider.ts';

const password = new Secret('Passw0rd!');
const next = new Secret('An0ther-one');

function open(...answers: Answer[]): ScriptedCarrier & { provider: ReturnType<typeof createProvider> } {
  const carrier = scriptedCarrier(...answers);
  return Object.assign(carrier, { provider: createProvider(carrier.client, carrier.clock) });
}

function operations({ sent }: ScriptedCarrier): string[] {
  return sent.map(({ operation }) => operation);
}

const roles = { body: documented.allRoles };
const held = [
  { role_id: 2, role_name: 'Admin', inherited: false },
  { role_id: 3, role_name: 'Support', inherited: true, parent_role_id: [1, 2], gui_only: true },
];
const row = { subuser_id: 12, subuser_name: 'support_1', description: 'Desk', roles: held };

describe('create', () => {
  test('costs one request, and knows the rest of the subuser from the carrier’s folding rule', async () => {
    const carrier = open(ok({ subuser_id: 109 }));
    const created = await carrier.provider.create({ name: 'Support_1', description: 'Desk', password });
    expect(carrier.sent).toEqual([
      {
        operation: 'AddSubUser',
        parameters: { new_subuser_name: 'support_1', new_subuser_password: 'Passw0rd!', description: 'Desk' },
      },
    ]);
    expect(created).toEqual({
      subUser: {
        carrier: 'voximplant',
        id: '109',
        name: 'support_1',
        status: 'active',
        description: 'Desk',
        grants: [],
        native: { subuser_id: 109, subuser_name: 'support_1', description: 'Desk', roles: [] },
      },
      credentials: { login: 'support_1', secret: password },
      asSent: ['name', 'description', 'grants'],
    });
  });

  test('gives roles by id, however they are spelt, and returns them as the carrier spells them', async () => {
    const carrier = open(roles, ok({ subuser_id: '109' }), ok({ subuser_id: 110 }));
    const grants = ['usermanager', 'CALL-LIST manager', '2', 'Admin'];
    const { subUser } = await carrier.provider.create({ name: 'support', password, grants });
    expect(carrier.sent[1]?.parameters['role_id']).toBe('9;10;2');
    expect(subUser.grants).toEqual(['User Manager', 'CallListManager', 'Admin']);
    expect(nativeOf(subUser).roles?.map((role) => role.role_id)).toEqual([9, 10, 2]);
    await carrier.provider.create({ name: 'support2', password, grants: ['Owner'] });
    expect(operations(carrier)).toEqual(['GetRoles', 'AddSubUser', 'AddSubUser']);
  });

  test('refuses unknown roles all at once, and writes nothing', async () => {
    const carrier = open(roles);
    const grants = ['Admin', 'Janitor', '77'];
    const error = await rejection(carrier.provider.create({ name: 'support', password, grants }));
    const list = 'choose from: Owner, Admin, Support, User Manager, CallListManager, Phone Number Manager';
    expect([error.code, error.detail]).toEqual([
      'unsupported',
      {
        carrier: 'voximplant',
        operation: 'create',
        subject: 'support',
        fields: [
          { field: 'grants', rule: `“Janitor” is not a role here; ${list}`, unsupported: true },
          { field: 'grants', rule: `“77” is not a role here; ${list}`, unsupported: true },
        ],
      },
    ]);
    expect(error.message).toContain('voximplant create of “support”: not sent: ');
    expect(operations(carrier)).toEqual(['GetRoles']);
  });

  test('a role marked gui_only is given like any other: whether it may be is for the carrier to say', async () => {
    const carrier = open(roles, ok({ subuser_id: 12 }));
    const { subUser } = await carrier.provider.create({ name: 'support', password, grants: ['support'] });
    expect(subUser.grants).toEqual(['Support']);
    expect(operations(carrier)).toEqual(['GetRoles', 'AddSubUser']);
  });

  test('refuses what the carrier cannot hold rather than drop it', async () => {
    const carrier = open();
    const input = { name: 'support', email: 'a@example.com', phone: '+1 555', enabled: true, carrierOptions: {} };
    const error = await rejection(openSubUsers(carrier.provider).create(input as unknown as NewSubUser));
    expect(error.code).toBe('unsupported');
    expect(error.detail.fields?.map(({ field, unsupported }) => [field, unsupported])).toEqual([
      ['email', true],
      ['phone', true],
      ['enabled', true],
      ['carrierOptions', true],
    ]);
    expect(carrier.sent).toEqual([]);
  });

  test('sends no empty description', async () => {
    const carrier = open(ok({ subuser_id: 1 }));
    const { subUser } = await carrier.provider.create({ name: 'support', description: '', password });
    expect(carrier.sent[0]?.parameters).not.toHaveProperty('description');
    expect(subUser.description).toBeNull();
  });

  test('behind openSubUsers generates a password and checks the name first', async () => {
    const carrier = open(ok({ subuser_id: 109 }));
    const subUsers = openSubUsers(carrier.provider);
    await expect(subUsers.create({ name: '9x' })).rejects.toMatchObject({ code: 'invalid-argument' });
    const created = await subUsers.create({ name: 'support' });
    expect(carrier.sent).toHaveLength(1);
    expect(created.credentials?.secret.reveal()).toBe(carrier.sent[0]?.parameters['new_subuser_password']);
    await expect(
      subUsers.create({ name: 'support', carrierOptions: { x: 1 } } as unknown as Parameters<
        typeof subUsers.create
      >[0]),
    ).rejects.toMatchObject({ code: 'unsupported', detail: { fields: [{ field: 'carrierOptions' }] } });
  });
});

describe('get', () => {
  test('asks for one with its roles, all of which are its grants', async () => {
    const carrier = open(ok([row]));
    expect(await carrier.provider.get('12')).toEqual({
      carrier: 'voximplant',
      id: '12',
      name: 'support_1',
      status: 'active',
      description: 'Desk',
      grants: ['Admin', 'Support'],
      native: row,
    });
    expect(carrier.sent).toEqual([{ operation: 'GetSubUsers', parameters: { subuser_id: '12', with_roles: 'true' } }]);
  });

  test.each([[ok([])], [ok([{ ...row, subuser_id: 13 }])], [refused(434)]])(
    'of none is not-found: %j',
    async (answer) => {
      const { code, detail } = await rejection(open(answer).provider.get('12'));
      expect([code, detail]).toMatchObject([
        'not-found',
        { operation: 'get', carrierOperation: 'GetSubUsers', subject: '12' },
      ]);
    },
  );

  test('names the place of a misfit', async () => {
    const error = await rejection(open(ok([row, { ...row, subuser_id: 'x' }])).provider.get('12'));
    expect(error.code).toBe('unexpected-response');
    expect(error.message).toContain('voximplant get of “12”: the reply (HTTP 200) does not fit: result.1.subuser_id: ');
  });

  test('reads odd values of fields that decide nothing as absent', async () => {
    const odd = { role_id: '2', role_name: 'Admin', gui_only: 'no', inherited: 0, child_ids: 'x', parent_role_id: 5 };
    const subUser = await open(ok([{ ...row, description: null, roles: [odd], more: true }])).provider.get('12');
    expect([subUser.description, subUser.grants]).toEqual([null, ['Admin']]);
    expect(nativeOf(subUser)).toMatchObject({ more: true, roles: [{ role_id: 2 }] });
  });
});

describe('update', () => {
  test('sets the description and reads back', async () => {
    const carrier = open(ok(1), ok([row]));
    expect((await carrier.provider.update('12', { description: 'Desk' })).description).toBe('Desk');
    expect(carrier.sent).toEqual([
      { operation: 'SetSubUserInfo', parameters: { subuser_id: '12', description: 'Desk' } },
      { operation: 'GetSubUsers', parameters: { subuser_id: '12', with_roles: 'true' } },
    ]);
  });

  test('adds roles before it takes others away, without force', async () => {
    const carrier = open(ok(held), roles, ok(1), ok(1), ok(1), ok([row]));
    await carrier.provider.update('12', { description: 'Desk', grants: ['user-manager', 'Owner'] });
    expect(carrier.sent).toEqual([
      { operation: 'GetSubUserRoles', parameters: { subuser_id: '12' } },
      { operation: 'GetRoles', parameters: {} },
      { operation: 'SetSubUserInfo', parameters: { subuser_id: '12', description: 'Desk' } },
      { operation: 'SetSubUserRoles', parameters: { subuser_id: '12', role_id: '9;1' } },
      { operation: 'RemoveSubUserRoles', parameters: { subuser_id: '12', role_id: '2;3' } },
      { operation: 'GetSubUsers', parameters: { subuser_id: '12', with_roles: 'true' } },
    ]);
  });

  test('takes all roles away for an empty list, and asks for no vocabulary', async () => {
    const carrier = open(ok(held), ok(1), ok([row]));
    await carrier.provider.update('12', { grants: [] });
    expect(operations(carrier)).toEqual(['GetSubUserRoles', 'RemoveSubUserRoles', 'GetSubUsers']);
  });

  test('writes nothing where the roles are had already, those of the control panel included', async () => {
    const given = [
      { role_id: 3, role_name: 'Support', gui_only: true },
      { role_id: 70, role_name: 'Own role', gui_only: true },
    ];
    const carrier = open(ok(given), roles, ok([row]));
    await carrier.provider.update('12', { grants: ['Support', 'own-role'] });
    expect(operations(carrier)).toEqual(['GetSubUserRoles', 'GetRoles', 'GetSubUsers']);
  });

  test('refuses what cannot be changed before anything is sent', async () => {
    const carrier = open();
    const change = { name: 'other', email: null, phone: '+1 555', description: null, carrierOptions: {} };
    const error = await rejection(openSubUsers(carrier.provider).update('12', change as unknown as SubUserChange));
    expect(error.code).toBe('unsupported');
    expect(error.detail.fields?.map(({ field }) => field).toSorted()).toEqual([
      'carrierOptions',
      'description',
      'email',
      'name',
      'phone',
    ]);
    expect(carrier.sent).toEqual([]);
  });

  test('refuses to empty a description before it writes', async () => {
    const carrier = open(ok([row]));
    await expect(openSubUsers(carrier.provider).update('12', { description: '' })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('voximplant update of “12”: not sent: description: ') as string,
    });
    expect(operations(carrier)).toEqual(['GetSubUsers']);
  });

  test('refuses unknown roles before it writes', async () => {
    const carrier = open(ok(held), roles);
    const error = await rejection(carrier.provider.update('12', { description: 'x', grants: ['Janitor'] }));
    expect([error.code, error.detail.operation]).toEqual(['unsupported', 'update']);
    expect(operations(carrier)).toEqual(['GetSubUserRoles', 'GetRoles']);
  });

  test('says what is done where a later step is refused', async () => {
    const carrier = open(ok(held), roles, ok(1), ok(1), refused(439));
    const error = await rejection(carrier.provider.update('12', { description: 'Desk', grants: ['Owner'] }));
    expect([error.code, error.detail]).toEqual([
      'failed-precondition',
      {
        carrier: 'voximplant',
        operation: 'update',
        carrierOperation: 'RemoveSubUserRoles',
        subject: '12',
        httpStatus: 200,
        carrierCode: 439,
        fields: [
          { field: 'description', rule: 'was set' },
          { field: 'grants', rule: 'was given Owner' },
          { field: 'grants', rule: 'was not rid of Admin, Support, as far as is known' },
        ],
      },
    ]);
    expect(error.message).toContain(
      'voximplant update of “12”: changed in part: description was set; grants was given',
    );
    expect(SubUserError.is(error.cause, 'failed-precondition')).toBe(true);
  });

  const unreachable = new SubUserError('unavailable', 'No connection.', { carrier: 'voximplant', operation: 'x' });

  test.each([{ body: unreachable }, refused(340)])(
    'does not promise that nothing was applied after a first step was: $body',
    async (answer) => {
      const carrier = open(ok(held), roles, ok(1), answer);
      const error = await rejection(carrier.provider.update('12', { grants: ['Owner'] }));
      expect(error.code).toBe('outcome-unknown');
    },
  );

  test('tells a lost reading from a lost change', async () => {
    const carrier = open(ok(1), { body: unreachable });
    const error = await rejection(carrier.provider.update('12', { description: 'Desk' }));
    expect(error.code).toBe('outcome-unknown');
    expect(error.message).toContain('“12”: changed, but not read back: description was set.');
  });

  test('leaves the error of a first step as it is', async () => {
    const carrier = open({ body: unreachable });
    expect(await rejection(carrier.provider.update('12', { description: 'Desk' }))).toBe(unreachable);
  });
});

describe('the rest', () => {
  test('delete deletes one, and tells that it is gone', async () => {
    const carrier = open(ok(1), refused(434));
    expect(await carrier.provider.delete('12')).toBeUndefined();
    expect(carrier.sent).toEqual([{ operation: 'DelSubUser', parameters: { subuser_id: '12' } }]);
    expect((await rejection(carrier.provider.delete('12'))).code).toBe('not-found');
  });

  test('grants are the roles, those of the control panel marked', async () => {
    const carrier = open(roles);
    expect((await carrier.provider.grants()).slice(0, 3)).toEqual([
      { name: 'Owner', id: '1', assignable: true },
      { name: 'Admin', id: '2', assignable: true },
      { name: 'Support', id: '3', assignable: true },
    ]);
  });

  test('a password is changed with the present one, and checked before', async () => {
    const carrier = open(ok(1));
    const facet = carrier.provider.password;
    expect(await facet?.change('12', { current: password, next })).toBeUndefined();
    expect(carrier.sent).toEqual([
      {
        operation: 'SetSubUserInfo',
        parameters: { subuser_id: '12', old_subuser_password: 'Passw0rd!', new_subuser_password: 'An0ther-one' },
      },
    ]);
    const weak = { current: password, next: new Secret('short 1') };
    const error = await rejection(openSubUsers(carrier.provider).changePassword('12', weak));
    expect(error.detail.fields?.map(({ rule }) => rule)).toEqual([
      'must have at least 8 characters',
      'must have at least one upper-case letter',
      'must have at least one special character',
      'must not have white space',
    ]);
    expect(carrier.sent).toHaveLength(1);
  });

  test('close closes', async () => {
    const carrier = open();
    await carrier.provider.close();
    expect(carrier.closed).toBe(true);
  });

  test('nativeOf refuses what was not read here', () => {
    const foreign = { carrier: 'vobiz', id: '1', name: 'x', status: 'active', native: row } as const;
    expect(() => nativeOf(foreign)).toThrow('must have been read by the voximplant adapter');
    expect(() => nativeOf({ ...foreign, carrier: 'voximplant', native: null })).toThrow(SubUserError);
  });
});
