import { openSubUsers, Secret, type SubUsers } from '@subuser/core';
import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { createVoximplant, createVoximplantClient, nativeOf, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

const chosen = 'Kv8#nB3?tZ6!';

let emulator: VoximplantEmulator;
let control: VoximplantEmulator['control'];
let subUsers: SubUsers;
/** The carrier itself, for what applications cannot do. */
let client: VoximplantClient;

beforeAll(async () => {
  emulator = await startVoximplantEmulator();
  ({ control } = emulator);
  const configuration = { credentials: emulator.credentials, baseUrl: emulator.origin };
  subUsers = openSubUsers(createVoximplant(configuration));
  client = createVoximplantClient(configuration);
  // The roles are fetched once in ten minutes; here, so that every test counts the same requests.
  await subUsers.grants();
});
beforeEach(() => control.reset());
afterAll(async () => {
  await Promise.all([subUsers.close(), client.close()]);
  await emulator.close();
});

async function newId(grants: string[] = []): Promise<string> {
  return (await subUsers.create({ name: 'support', grants })).subUser.id;
}

describe('create', () => {
  test('costs one request, and one more for the first reference, and gives everything, which reads back the same', async () => {
    const { subUser } = await subUsers.create({
      name: 'Support_1',
      description: 'Umlauts: Söhne; a;b',
      grants: ['Supervisor', 'Developer'],
      reference: 'crm-1006',
    });
    expect(requestsOf(control)).toEqual([
      'AddSubUser(new_subuser_name, new_subuser_password, role_id, description)',
      'GetSubUsers(subuser_id, with_roles)',
    ]);
    expect({ ...subUser, native: null }).toEqual({
      carrier: 'voximplant',
      id: '109',
      name: 'support_1',
      status: 'active',
      description: 'Umlauts: Söhne; a;b',
      grants: ['Supervisor', 'Developer'],
      reference: 'crm-1006',
      native: null,
    });
    const read = await subUsers.get('109');
    // The carrier lists roles in its own order.
    expect({ ...read, native: null }).toEqual({ ...subUser, grants: ['Developer', 'Supervisor'], native: null });
    expect(nativeOf(read).description).toMatch(/^Umlauts: Söhne; a;b \[ref:crm-1006~[a-z0-9]{10}\]$/u);
  });

  test('generates a password that works', async () => {
    const { credentials } = await subUsers.create({ name: 'Support_1' });
    expect(credentials?.login).toBe('support_1');
    const password = credentials?.secret.reveal() ?? '';
    expect([password.length, control.authenticates('support_1', password)]).toEqual([24, true]);
  });

  test('takes a password', async () => {
    const { credentials } = await subUsers.create({ name: 'support', password: chosen });
    expect([credentials?.secret.reveal(), control.authenticates('support', chosen)]).toEqual([chosen, true]);
  });

  test('knows a role however it is spelled, and by its id', async () => {
    const spellings = ['UserManager', 'User Manager', 'user-manager', 'USERMANAGER', '10'];
    for (const [index, spelling] of spellings.entries()) {
      const { subUser } = await subUsers.create({ name: `login-${index}`, grants: [spelling] });
      expect(subUser.grants).toEqual(['UserManager']);
      expect((await subUsers.get(subUser.id)).grants).toEqual(['UserManager']);
    }
    const twice = await subUsers.create({ name: 'all-spellings', grants: spellings });
    expect((await subUsers.get(twice.subUser.id)).grants).toEqual(['UserManager']);
  });

  test('of a login that is taken, whatever its case', async () => {
    await subUsers.create({ name: 'support' });
    const error = await rejection(subUsers.create({ name: 'SUPPORT' }));
    expect([error.code, error.detail.carrierCode]).toEqual(['already-exists', 436]);
  });
});

describe('what is refused before anything is sent', () => {
  test.each([
    ['an email', { email: 'a@acme.example' }, 'unsupported', ['email']],
    ['a phone', { phone: '+14155550101' }, 'unsupported', ['phone']],
    ['a disabled one', { enabled: false }, 'unsupported', ['enabled']],
    ['carrier options', { carrierOptions: {} as never }, 'unsupported', ['carrierOptions']],
    ['a login of four', { name: 'abcd' }, 'invalid-argument', ['name']],
    ['a login of 21', { name: 'a'.repeat(21) }, 'invalid-argument', ['name']],
    ['a login that begins with a digit', { name: '1support' }, 'invalid-argument', ['name']],
    ['a login with a dot', { name: 'a.dotted' }, 'invalid-argument', ['name']],
    ['a login with an umlaut', { name: 'müller' }, 'invalid-argument', ['name']],
    ['a login that breaks three rules', { name: '1.' }, 'invalid-argument', ['name', 'name', 'name']],
    ['a short password', { password: 'aB3#' }, 'invalid-argument', ['password']],
    ['a password with a space', { password: 'Kv8# nB3?' }, 'invalid-argument', ['password']],
    ['a password of small letters', { password: 'abcdefgh' }, 'invalid-argument', ['password', 'password', 'password']],
    ['an odd reference', { reference: 'a b' }, 'invalid-argument', ['reference']],
    [
      'several at once',
      { name: '', email: 'a@acme.example', password: 'xY7' },
      'unsupported',
      ['name', 'email', 'password', 'password'],
    ],
  ])('create with %s', async (_, input, code, fields) => {
    const error = await rejection(subUsers.create({ name: 'support', ...input }));
    expect([error.code, error.detail.fields?.map(({ field }) => field)]).toEqual([code, fields]);
    expect(control.requests).toHaveLength(0);
  });

  test.each([
    ['a new login', { name: 'another' }, 'name'],
    ['an email', { email: 'a@acme.example' }, 'email'],
    ['a description to be emptied', { description: null }, 'description'],
    ['carrier options', { carrierOptions: {} as never }, 'carrierOptions'],
  ])('update of %s', async (_, change, field) => {
    const error = await rejection(subUsers.update('109', change));
    expect([error.code, error.detail.fields?.[0]?.field]).toEqual(['unsupported', field]);
    expect(control.requests).toHaveLength(0);
  });

  test.each(['suspend', 'resume', 'verification'] as const)('%s, which Voximplant does not have', async (call) => {
    expect((await rejection(subUsers[call]('109'))).code).toBe('unsupported');
    expect(control.requests).toHaveLength(0);
  });

  test('unknown roles: nothing is written', async () => {
    const names = (await subUsers.grants()).map(({ name }) => name);
    const list = `choose from: ${names.join(', ')}`;
    control.reset();
    const error = await rejection(subUsers.create({ name: 'support', grants: ['teleport', 'Payer', 'janitor'] }));
    expect(error.code).toBe('unsupported');
    expect(error.detail.fields).toEqual([
      { field: 'grants', rule: `“teleport” is not a role here; ${list}`, unsupported: true },
      { field: 'grants', rule: `“janitor” is not a role here; ${list}`, unsupported: true },
    ]);
    // It only asks whether there is such a role by now.
    expect(requestsOf(control)).toEqual(['GetRoles()']);
  });
});

describe('update', () => {
  test('of grants adds and removes exactly what differs', async () => {
    const id = await newId(['Supervisor', 'Developer']);
    const changed = await subUsers.update(id, { grants: ['developer', 'User Manager'] });
    expect(changed.grants).toEqual(['Developer', 'UserManager']);
    expect(requestsOf(control).slice(1)).toEqual([
      'GetSubUserRoles(subuser_id)',
      'SetSubUserRoles(subuser_id, role_id)',
      'RemoveSubUserRoles(subuser_id, role_id)',
      'GetSubUsers(subuser_id, with_roles)',
    ]);
    expect((await client.getSubUserRoles({ subuser_id: id })).map((role) => role.role_id)).toEqual([4, 10]);
  });

  test.each([
    ['adds only', ['Developer', 'Supervisor'], 'SetSubUserRoles(subuser_id, role_id)'],
    ['removes only', [], 'RemoveSubUserRoles(subuser_id, role_id)'],
  ])('of grants %s', async (_, grants, request) => {
    const id = await newId(['Developer']);
    expect((await subUsers.update(id, { grants })).grants).toEqual(grants);
    expect(requestsOf(control).slice(2, -1)).toEqual([request]);
  });

  test('of grants that are there already writes nothing', async () => {
    const id = await newId(['Developer']);
    expect((await subUsers.update(id, { grants: ['Developer'] })).grants).toEqual(['Developer']);
    expect(requestsOf(control).slice(1)).toEqual([
      'GetSubUserRoles(subuser_id)',
      'GetSubUsers(subuser_id, with_roles)',
    ]);
  });

  test('keeps a role marked gui_only, without writing it again', async () => {
    const [id = ''] = control.seed(4).slice(-1);
    expect((await subUsers.get(id)).grants).toEqual(['Support']);
    const changed = await subUsers.update(id, { grants: ['Support', 'Developer'] });
    expect(changed.grants).toEqual(['Support', 'Developer']);
    expect(requestsOf(control)).not.toContain('RemoveSubUserRoles(subuser_id, role_id)');
  });

  test('of the description keeps the reference and the roles', async () => {
    const created = await subUsers.create({ name: 'support', grants: ['Developer'], reference: 'crm-7' });
    const { id } = created.subUser;
    const changed = await subUsers.update(id, { description: 'Night shift' });
    expect(changed).toMatchObject({ description: 'Night shift', reference: 'crm-7', grants: ['Developer'] });
    expect(await subUsers.update(id, { reference: 'crm-8' })).toMatchObject({
      description: 'Night shift',
      reference: 'crm-8',
    });
  });

  test('that a key of the subuser prevents is applied in part, and says which part', async () => {
    const id = await newId(['Supervisor']);
    await control.createSubUserKey(Number(id), [5]);
    const change = { description: 'Night shift', grants: ['Developer'] };
    const { code, detail } = await rejection(subUsers.update(id, change));
    expect([code, detail.carrierCode]).toEqual(['failed-precondition', 439]);
    expect(detail.fields).toEqual([
      { field: 'description', rule: 'was set' },
      { field: 'grants', rule: 'was given Developer' },
      { field: 'grants', rule: 'was not rid of Supervisor, as far as is known' },
    ]);
    expect(await subUsers.get(id)).toMatchObject({ description: 'Night shift', grants: ['Developer', 'Supervisor'] });
  });
});

describe('password', () => {
  const next = new Secret('Xw5-gT7=hR2@');

  test('is changed by who knows the current one', async () => {
    const { subUser } = await subUsers.create({ name: 'support', password: chosen });
    await expect(subUsers.changePassword(subUser.id, { current: new Secret(chosen), next })).resolves.toBeUndefined();
    expect(requestsOf(control).slice(1)).toEqual([
      'SetSubUserInfo(subuser_id, old_subuser_password, new_subuser_password)',
    ]);
    const isGood = [chosen, next.reveal()].map((password) => control.authenticates('support', password));
    expect(isGood).toEqual([false, true]);
  });

  test('is not changed by a caller who does not, and the error contains neither password', async () => {
    const { subUser } = await subUsers.create({ name: 'support', password: chosen });
    const change = { current: new Secret('Wrong-0ne!'), next };
    const error = await rejection(subUsers.changePassword(subUser.id, change));
    expect([error.code, error.detail.carrierCode]).toEqual(['invalid-argument', 496]);
    expect(JSON.stringify(error)).not.toMatch(/Wrong-0ne|Xw5-gT7/u);
    expect(control.authenticates('support', chosen)).toBe(true);
  });

  test('that breaks the rule is refused before anything is sent', async () => {
    const change = { current: new Secret(chosen), next: new Secret('short') };
    const error = await rejection(subUsers.changePassword('109', change));
    expect(error.code).toBe('invalid-argument');
    expect(error.detail.fields?.map(({ field }) => field)).toEqual(['password', 'password', 'password', 'password']);
    expect(control.requests).toHaveLength(0);
  });
});

test('delete, after which there is none', async () => {
  const id = await newId();
  await expect(subUsers.delete(id)).resolves.toBeUndefined();
  for (const call of [subUsers.get(id), subUsers.delete(id), subUsers.update(id, { grants: ['Developer'] })])
    expect((await rejection(call)).code).toBe('not-found');
});

test('grants are the carrier’s roles with their ids, those marked gui_only among them', async () => {
  const grants = await subUsers.grants();
  expect(grants).toHaveLength(11);
  expect(grants[2]).toEqual({ name: 'Support', id: '3', assignable: true });
  expect(grants.filter(({ assignable }) => !assignable)).toEqual([]);
  expect(grants[9]).toEqual({ name: 'UserManager', id: '10', assignable: true });
});
