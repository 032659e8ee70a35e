import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import { type CreateSubAccountBody, createVobizClient, type VobizClient } from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

const stamp = '2025-10-22T03:57:35.997000Z';
const full = {
  name: 'Support Team',
  email: 'support@example.com',
  phone: '+1234567890',
  description: 'Support-facing voice workload',
  rate_limit: 500,
  permissions: { calls: true, cdr: false },
  password: 'S0pport123!',
  enabled: true,
  kyc_mode: 'customer_use',
  business_type: 'private_limited',
} as const satisfies CreateSubAccountBody;
const { password: _consoleOnly, ...shown } = full;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

let emulator: VobizEmulator;
let control: VobizEmulator['control'];
let client: VobizClient;

beforeAll(async () => {
  emulator = await startVobizEmulator({ now: () => Date.parse(stamp) });
  ({ control } = emulator);
  client = createVobizClient({ ...emulator.credentials, baseUrl: emulator.origin, retries: { attempts: 1 } });
});
beforeEach(() => control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

async function newId(body: CreateSubAccountBody = { name: 'Support Team' }): Promise<string> {
  return (await client.createSubAccount(body)).sub_account.auth_id;
}

/** The object as seed 000 shows it; it does not contain the token, not even redacted. */
function subAccount(id: string, fields: object): object {
  const main = emulator.credentials.authId;
  return {
    email: null,
    phone: null,
    description: null,
    permissions: null,
    rate_limit: 1000,
    enabled: true,
    id: '500001',
    parent_account_id: '510762',
    parent_auth_id: main,
    auth_id: id,
    auth_token: null,
    api_id: expect.stringMatching(uuid),
    email_verified: false,
    is_active: true,
    created: stamp,
    modified: stamp,
    created_at: stamp,
    updated_at: stamp,
    account: `/v1/Account/${main}/`,
    resource_uri: `/v1/Account/${main}/Subaccount/${id}/`,
    last_used: null,
    ...fields,
  };
}

describe('create', () => {
  test.each([201, 200] as const)('with every documented field, answered with %i', async (status) => {
    control.createStatus = status;
    const created = await client.createSubAccount(full);
    const { auth_id: id, auth_token: token } = created.auth_credentials;
    expect(id).toMatch(/^SA_[A-Z0-9]{8}$/u);
    expect(created.sub_account).toEqual(subAccount(id, { ...shown, kyc_calls_blocked: true }));
    expect(control.authenticates(id, token.reveal())).toBe(true);
    expect(created.tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800 });
    const jwts = [created.tokens?.access_token, created.tokens?.refresh_token].map((each) => each?.reveal());
    for (const jwt of jwts) expect(jwt).toMatch(/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/u);
    expect(new Set([...jwts, token.reveal()]).size).toBe(3);
    expect(requestsOf(control)).toEqual([`createSubAccount(${Object.keys(full).join(', ')})`]);
    expect(control.requests[0]).toMatchObject({ method: 'POST', status, applied: true });
  });

  test('with a name alone gives the documented defaults', async () => {
    const created = await client.createSubAccount({ name: 'Customer Co' });
    expect(created.sub_account).toEqual(subAccount(created.auth_credentials.auth_id, { name: 'Customer Co' }));
    expect(requestsOf(control)).toEqual(['createSubAccount(name)']);
  });

  test.each([
    [{ name: 'No email', kyc_mode: 'customer_use' }, 400, 'HTTPError', undefined],
    [{ name: ' ' }, 422, 'ValidationError', ['name']],
    [{ name: 'Odd', email: 'nobody', rate_limit: -1 }, 422, 'ValidationError', ['email', 'rate_limit']],
  ] as const)('of %j is refused with %i', async (body, httpStatus, carrierCode, fields) => {
    const { code, detail } = await rejection(client.createSubAccount(body));
    expect(code).toBe('invalid-argument');
    expect(detail).toMatchObject({ carrier: 'vobiz', operation: 'create', httpStatus, carrierCode });
    expect(detail.fields?.map(({ field }) => field)).toEqual(fields);
    expect((await client.listSubAccounts()).total).toBe(0);
  });
});

describe('list', () => {
  test('is newest first, 25 a page, with the total', async () => {
    const ids = control.seed(30).toReversed();
    const page = await client.listSubAccounts();
    expect({ ...page, sub_accounts: page.sub_accounts.map(({ auth_id: id }) => id) }).toEqual({
      sub_accounts: ids.slice(0, 25),
      total: 30,
      page: 1,
      size: 25,
    });
    expect(page.sub_accounts.every(({ auth_token: token }) => token === null)).toBe(true);
  });

  test('takes page, size and active_only', async () => {
    const ids = control.seed(30).toReversed();
    const third = await client.listSubAccounts({ page: 3, size: 7 });
    expect(third.sub_accounts.map(({ auth_id: id }) => id)).toEqual(ids.slice(14, 21));
    expect([third.total, third.page, third.size]).toEqual([30, 3, 7]);
    // Every tenth seeded one is disabled.
    const active = await client.listSubAccounts({ page: 1, size: 100, active_only: true });
    expect([active.total, active.sub_accounts.length]).toEqual([27, 27]);
    expect(active.sub_accounts.every(({ enabled }) => enabled === true)).toBe(true);
    expect(requestsOf(control)).toEqual(['listSubAccounts(page, size)', 'listSubAccounts(page, size, active_only)']);
  });

  test('of an empty account, and of a page beyond the end', async () => {
    expect(await client.listSubAccounts()).toEqual({ sub_accounts: [], total: 0, page: 1, size: 25 });
    control.seed(1);
    expect(await client.listSubAccounts({ page: 2 })).toEqual({ sub_accounts: [], total: 1, page: 2, size: 25 });
  });
});

describe('one sub-account', () => {
  test.each([false, true])('is retrieved, in an envelope: %s', async (isEnveloped) => {
    control.retrieveEnvelope = isEnveloped;
    const id = await newId(full);
    expect(await client.retrieveSubAccount(id)).toEqual(subAccount(id, { ...shown, kyc_calls_blocked: true }));
    expect(control.requests[1]?.path).toBe(`/api/v1/accounts/${emulator.credentials.authId}/sub-accounts/${id}`);
  });

  test('is updated, field by field and all at once; what is left out stays', async () => {
    const id = await newId();
    const described = await client.updateSubAccount(id, { description: 'Night shift' });
    expect(described).toEqual({
      ...subAccount(id, { name: 'Support Team', description: 'Night shift' }),
      // Strictly later, although the emulator's clock does not move.
      modified: '2025-10-22T03:57:35.997001Z',
      updated_at: '2025-10-22T03:57:35.997001Z',
    });
    const everything = { ...shown, name: 'Renamed', enabled: false };
    expect(await client.updateSubAccount(id, everything)).toMatchObject({ ...everything, kyc_calls_blocked: true });
    control.kycKeys = 'always';
    expect(await client.updateSubAccount(id, { kyc_mode: 'personal_use' })).toMatchObject({
      ...everything,
      kyc_mode: 'personal_use',
      kyc_calls_blocked: false,
    });
    expect(requestsOf(control).slice(1)).toEqual([
      'updateSubAccount(description)',
      `updateSubAccount(${Object.keys(everything).join(', ')})`,
      'updateSubAccount(kyc_mode)',
    ]);
  });

  test('permissions are replaced as a whole', async () => {
    const id = await newId(full);
    expect((await client.updateSubAccount(id, { permissions: { cdr: true } })).permissions).toEqual({ cdr: true });
  });

  test('is not moved to customer_use without an email', async () => {
    const id = await newId();
    const { code, detail } = await rejection(client.updateSubAccount(id, { kyc_mode: 'customer_use' }));
    expect([code, detail.httpStatus]).toEqual(['invalid-argument', 400]);
    control.kycKeys = 'always';
    expect((await client.retrieveSubAccount(id)).kyc_mode).toBe('personal_use');
  });

  test.each([200, 204] as const)('is deleted, answered with %i', async (status) => {
    control.deleteAnswer = status;
    const [kept, gone] = [await newId(), await newId()];
    await expect(client.deleteSubAccount(gone)).resolves.toBeUndefined();
    expect(control.requests.at(-1)).toMatchObject({ operation: 'delete', method: 'DELETE', status });
    expect((await client.listSubAccounts()).sub_accounts.map(({ auth_id: id }) => id)).toEqual([kept]);
    const calls = [client.retrieveSubAccount(gone), client.updateSubAccount(gone, {}), client.deleteSubAccount(gone)];
    for (const { code, detail } of await Promise.all(calls.map(rejection)))
      expect([code, detail.httpStatus]).toEqual(['not-found', 404]);
  });
});

test.each(['date', 'date-time'] as const)('`created` and `modified` may be a %s', async (written) => {
  control.created = written;
  const id = await newId();
  const { created, modified, created_at: createdAt } = await client.retrieveSubAccount(id);
  const text = written === 'date' ? '2025-10-22' : stamp;
  expect([created, modified, createdAt]).toEqual([text, text, stamp]);
});

test('the KYC keys may be absent', async () => {
  control.kycKeys = 'never';
  const id = await newId(full);
  const kycKeys = ['kyc_mode', 'business_type', 'kyc_calls_blocked'];
  const listed = (await client.listSubAccounts()).sub_accounts[0];
  for (const read of [await client.retrieveSubAccount(id), listed])
    expect([read?.name, kycKeys.filter((key) => read?.[key] !== undefined)]).toEqual(['Support Team', []]);
});
