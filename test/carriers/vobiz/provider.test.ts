import { Secret, openSubUsers, type SubUsers } from '@subuser/core';
import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import { createVobiz, createVobizClient, nativeOf, type VobizClient, type VobizCarrierOptions } from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

const at = new Date('2025-10-22T03:57:35.997Z');
const full = {
  name: 'Müller & Söhne',
  email: 'anruf@mueller.example',
  phone: '+493055500104',
  description: 'Umlauts, ampersand',
  grants: ['calls'],
  reference: 'crm-1006',
} as const;

let emulator: VobizEmulator;
let control: VobizEmulator['control'];
let subUsers: SubUsers<VobizCarrierOptions>;
/** The carrier itself, for what applications cannot do. */
let client: VobizClient;

beforeAll(async () => {
  emulator = await startVobizEmulator({ now: () => at.getTime() });
  ({ control } = emulator);
  const configuration = { ...emulator.credentials, baseUrl: emulator.origin };
  subUsers = openSubUsers(createVobiz(configuration));
  client = createVobizClient(configuration);
});
beforeEach(() => control.reset());
afterAll(async () => {
  await Promise.all([subUsers.close(), client.close()]);
  await emulator.close();
});

describe('create', () => {
  test('costs one request and gives everything, which reads back the same', async () => {
    const { grants, ...fields } = full;
    const created = await subUsers.create({ ...fields, grants: [...grants] });
    expect(requestsOf(control)).toEqual(['createSubAccount(name, email, phone, description, permissions)']);
    expect({ ...created.subUser, native: null }).toEqual({
      ...fields,
      carrier: 'vobiz',
      id: created.credentials?.login,
      status: 'active',
      grants: ['calls'],
      createdAt: at,
      updatedAt: at,
      lastUsedAt: null,
      native: null,
    });
    expect(await subUsers.get(created.subUser.id)).toEqual(created.subUser);
    const held = nativeOf(created.subUser);
    expect(held.permissions).toEqual({ calls: true, cdr: false });
    expect(held.description).toMatch(/^Umlauts, ampersand \[ref:crm-1006~[a-z0-9]{10}\]$/u);
  });

  test('issues credentials that work', async () => {
    const { subUser, credentials } = await subUsers.create({ name: 'Acme' });
    expect(credentials?.login).toBe(subUser.id);
    expect(control.authenticates(subUser.id, credentials?.secret.reveal() ?? '')).toBe(true);
    expect(Object.keys(credentials?.otherSecrets ?? {})).toEqual(['accessToken', 'refreshToken']);
    expect(subUser).toMatchObject({ email: null, phone: null, description: null, grants: null, reference: null });
  });

  test('takes the carrier’s own options', async () => {
    const carrierOptions = {
      rateLimit: 50,
      kycMode: 'customer_use',
      businessType: 'llp',
      password: new Secret('C0nsole-only!'),
    } as const;
    const { subUser } = await subUsers.create({ name: 'Acme', email: 'a@acme.example', carrierOptions });
    expect(subUser.status).toBe('blocked');
    expect(nativeOf(subUser)).toMatchObject({ rate_limit: 50, kyc_mode: 'customer_use', business_type: 'llp' });
    expect(requestsOf(control)).toEqual([
      'createSubAccount(name, email, rate_limit, password, kyc_mode, business_type)',
    ]);
  });

  test('knows the moment where `created` is a day only', async () => {
    control.created = 'date';
    const { subUser } = await subUsers.create({ name: 'Acme' });
    expect([subUser.createdAt, subUser.updatedAt]).toEqual([at, at]);
  });

  test('may be disabled from birth', async () => {
    expect((await subUsers.create({ name: 'Off', enabled: false })).subUser.status).toBe('disabled');
  });
});

describe('what is refused before anything is sent', () => {
  const options = (carrierOptions: object) => ({ name: 'Acme', carrierOptions: carrierOptions as VobizCarrierOptions });

  test.each([
    ['customer_use without an email', options({ kycMode: 'customer_use' }), 'invalid-argument', ['email']],
    ['an unknown kyc mode', options({ kycMode: 'no_use' }), 'invalid-argument', ['carrierOptions.kycMode']],
    [
      'an unknown business type',
      options({ businessType: 'guild' }),
      'invalid-argument',
      ['carrierOptions.businessType'],
    ],
    ['an unknown option', options({ rate_limit: 5 }), 'invalid-argument', ['carrierOptions.rate_limit']],
    ['a rate limit of 0', options({ rateLimit: 0 }), 'invalid-argument', ['carrierOptions.rateLimit']],
    ['an unknown grant', { name: 'Acme', grants: ['calls', 'teleport'] }, 'unsupported', ['grants']],
    ['a password', { name: 'Acme', password: 'Chosen-0ne!' }, 'unsupported', ['password']],
    ['a blank name', { name: ' ' }, 'invalid-argument', ['name']],
    ['an odd email', { name: 'Acme', email: 'nobody' }, 'invalid-argument', ['email']],
    ['a phone in words', { name: 'Acme', phone: 'call me' }, 'invalid-argument', ['phone']],
    ['an odd reference', { name: 'Acme', reference: 'a b' }, 'invalid-argument', ['reference']],
    [
      'several at once',
      { name: '', grants: ['x'], carrierOptions: { rateLimit: 0 } },
      'unsupported',
      ['name', 'grants', 'carrierOptions.rateLimit'],
    ],
  ])('create with %s', async (_, input, code, fields) => {
    const error = await rejection(subUsers.create(input));
    expect([error.code, error.detail.fields?.map(({ field }) => field)]).toEqual([code, fields]);
    expect(control.requests).toHaveLength(0);
  });

  test.each([
    ['nothing', {}, 'invalid-argument', 'input'],
    ['an unknown grant', { grants: ['teleport'] }, 'unsupported', 'grants'],
    ['an email to be emptied', { email: null }, 'unsupported', 'email'],
    ['a console password', { carrierOptions: { password: 'C0nsole-only!' } }, 'unsupported', 'carrierOptions.password'],
    [
      'an unknown kyc mode',
      { carrierOptions: { kycMode: 'no_use' as 'customer_use' } },
      'invalid-argument',
      'carrierOptions.kycMode',
    ],
  ])('update of %s', async (_, change, code, field) => {
    const error = await rejection(subUsers.update('SA_12345678', change));
    expect([error.code, error.detail.fields?.[0]?.field]).toEqual([code, field]);
    expect(control.requests).toHaveLength(0);
  });

  test('a change of password, which Vobiz does not have', async () => {
    const change = { current: new Secret('a'), next: new Secret('b') };
    expect((await rejection(subUsers.changePassword('SA_12345678', change))).code).toBe('unsupported');
    expect(control.requests).toHaveLength(0);
  });
});

describe('update', () => {
  test('changes what is asked for by one request and leaves the rest', async () => {
    const { subUser } = await subUsers.create({ ...full, grants: ['calls'] });
    const changed = await subUsers.update(subUser.id, { name: 'Renamed', email: 'new@mueller.example' });
    const rest = { ...subUser, native: null, updatedAt: null };
    expect({ ...changed, native: null, updatedAt: null }).toEqual({
      ...rest,
      name: 'Renamed',
      email: 'new@mueller.example',
    });
    expect(requestsOf(control).slice(1)).toEqual(['updateSubAccount(name, email)']);
  });

  test('of the description keeps the reference; of the reference, the description', async () => {
    const { id } = (await subUsers.create({ ...full, grants: [] })).subUser;
    expect(await subUsers.update(id, { description: 'New text' })).toMatchObject({
      description: 'New text',
      reference: 'crm-1006',
    });
    expect(await subUsers.update(id, { reference: 'crm-7' })).toMatchObject({
      description: 'New text',
      reference: 'crm-7',
    });
    expect(requestsOf(control).slice(1)).toEqual([
      'retrieveSubAccount()',
      'updateSubAccount(description)',
      'retrieveSubAccount()',
      'updateSubAccount(description)',
    ]);
  });

  test('of grants reads the permissions, merges and writes them, undocumented ones included', async () => {
    const body = { name: 'Acme', permissions: { calls: true, recording: true } };
    const { auth_id: id } = (await client.createSubAccount(body)).sub_account;
    expect((await subUsers.get(id)).grants).toEqual(['calls', 'recording']);
    const changed = await subUsers.update(id, { grants: ['cdr'] });
    expect(changed.grants).toEqual(['cdr']);
    expect((await client.retrieveSubAccount(id)).permissions).toEqual({ calls: false, cdr: true, recording: false });
    expect(requestsOf(control).slice(2, 4)).toEqual(['retrieveSubAccount()', 'updateSubAccount(permissions)']);
  });

  test('of grants gives an inheriting one its own', async () => {
    const { subUser } = await subUsers.create({ name: 'Acme' });
    expect(subUser.grants).toBeNull();
    expect((await subUsers.update(subUser.id, { grants: [] })).grants).toEqual([]);
    expect((await subUsers.update(subUser.id, { grants: ['calls', 'cdr'] })).grants).toEqual(['calls', 'cdr']);
  });

  test('takes the carrier’s own options', async () => {
    const { id } = (await subUsers.create({ name: 'Acme', email: 'a@acme.example' })).subUser;
    const carrierOptions = { rateLimit: 7, kycMode: 'customer_use', businessType: 'trust' } as const;
    const changed = await subUsers.update(id, { carrierOptions });
    expect(changed.status).toBe('blocked');
    expect(nativeOf(changed)).toMatchObject({ rate_limit: 7, kyc_mode: 'customer_use', business_type: 'trust' });
    expect(requestsOf(control).at(-1)).toBe('updateSubAccount(rate_limit, kyc_mode, business_type)');
  });
});

test('suspend and resume, one request each', async () => {
  const { id } = (await subUsers.create({ name: 'Acme' })).subUser;
  expect((await subUsers.suspend(id)).status).toBe('disabled');
  expect((await subUsers.get(id)).status).toBe('disabled');
  expect((await subUsers.resume(id)).status).toBe('active');
  expect(requestsOf(control).slice(1)).toEqual([
    'updateSubAccount(enabled)',
    'retrieveSubAccount()',
    'updateSubAccount(enabled)',
  ]);
});

test('delete, after which there is none', async () => {
  const { id } = (await subUsers.create({ name: 'Acme' })).subUser;
  await expect(subUsers.delete(id)).resolves.toBeUndefined();
  for (const call of [subUsers.get(id), subUsers.delete(id), subUsers.suspend(id), subUsers.update(id, { name: 'x' })])
    expect((await rejection(call)).code).toBe('not-found');
});

test('grants are the two documented ones, without a request', async () => {
  expect(await subUsers.grants()).toEqual([
    { name: 'calls', assignable: true },
    { name: 'cdr', assignable: true },
  ]);
  expect(control.requests).toHaveLength(0);
});

test('verification: blocked until test mode has verified it', async () => {
  const carrierOptions = { kycMode: 'customer_use', businessType: 'individual' } as const;
  const { subUser } = await subUsers.create({ name: 'Acme', email: 'a@acme.example', carrierOptions });
  const { id } = subUser;
  expect(subUser.status).toBe('blocked');
  expect(await subUsers.verification(id)).toEqual({ state: 'not-started', callsBlocked: true });
  await client.kycTest.verifyPan(id, { pan: 'TESTFAIL0001' });
  expect(await subUsers.verification(id)).toEqual({ state: 'failed', callsBlocked: true });
  await client.kycTest.verifyPan(id, { pan: 'TESTSUCCESS0001' });
  expect(await subUsers.verification(id)).toEqual({ state: 'pending', callsBlocked: true });
  expect((await subUsers.get(id)).status).toBe('blocked');
  await client.kycTest.verifyDigilocker(id, { access_request_id: 'MOCK_AR_SUCCESS' });
  expect(await subUsers.verification(id)).toEqual({ state: 'verified', callsBlocked: false });
  expect((await subUsers.get(id)).status).toBe('active');
  expect((await subUsers.suspend(id)).status).toBe('disabled');
});

test('verification of personal_use is its parent’s', async () => {
  const { id } = (await subUsers.create({ name: 'Acme' })).subUser;
  expect(await subUsers.verification(id)).toEqual({ state: 'not-required', callsBlocked: false });
});
