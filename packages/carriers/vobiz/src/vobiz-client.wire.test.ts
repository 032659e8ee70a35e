import { SubUserError } from '@subuser/core';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixtureText } from '../test-support/read-fixture.ts';
import { recordNext, type Seen } from '../test-support/recorded-carrier.ts';
import { createVobizClient } from './create-vobiz.ts';
import type { VobizClient } from './vobiz-client.ts';

const account = { authId: 'MA_XXXXXXXX', authToken: 'main-account-token' };
const authHeaders = { accept: 'application/json', 'x-auth-id': 'MA_XXXXXXXX', 'x-auth-token': 'main-account-token' };
const jsonHeaders = { ...authHeaders, 'content-type': 'application/json' };

let client: VobizClient;

beforeAll(() => nock.disableNetConnect());
beforeEach(() => {
  client = createVobizClient(account);
});
afterEach(async () => {
  await client.close();
  const unused = nock.pendingMocks();
  nock.cleanAll();
  if (unused.length > 0) throw new Error(`Never asked for: ${unused.join(', ')}`);
});

function get(path: string): Seen {
  return { method: 'GET', path, headers: authHeaders, body: '' };
}

test.each([302, 409, 500, 201])(
  'a create that is answered with %i and nonsense keeps the token that came with it',
  async (status) => {
    recordNext('POST', status, `<!-- via proxy -->${fixtureText('seed-000-create-reply')}`);
    const error: unknown = await client.createSubAccount({ name: 'Acme' }).catch((failure: unknown) => failure);
    if (!SubUserError.is(error)) throw error;
    expect(['outcome-unknown', 'unexpected-response']).toContain(error.code);
    expect(error.detail.credentials?.login).toBe('SA_XXXXXXXX');
    expect(error.detail.credentials?.secret.reveal()).toBe('sub_account_auth_token_shown_once');
    expect(error.message).not.toContain('shown_once');
  },
);

describe('list', () => {
  test('asks with a slash before the query, in the order of the documents', async () => {
    const seen = recordNext('GET', 200, fixtureText('seed-001-list-reply'));
    const page = await client.listSubAccounts({ active_only: true, size: 25, page: 1 });
    expect(seen).toEqual(get('/api/v1/accounts/MA_XXXXXXXX/sub-accounts/?page=1&size=25&active_only=true'));
    expect(page.sub_accounts.map(({ auth_id: id, name }) => [id, name])).toEqual([
      ['SA_XXXXXXXX', 'Acme Corp'],
      ['SA_YYYYYYYY', 'John Doe'],
    ]);
    expect([page.total, page.page, page.size]).toEqual([28, 1, 10]);
    expect(page.sub_accounts[0]?.auth_token).toBeNull();
  });

  test('leaves out what is not asked for', async () => {
    const seen = recordNext('GET', 200, fixtureText('seed-001-list-placeholder-reply'));
    const page = await client.listSubAccounts();
    expect(seen).toEqual(get('/api/v1/accounts/MA_XXXXXXXX/sub-accounts/'));
    expect(page.sub_accounts[0]?.rate_limit).toBe(500);
  });
});

describe('create', () => {
  const request = {
    name: 'Support Team',
    email: 'support@example.com',
    phone: '+1234567890',
    description: 'Support-facing voice workload',
    rate_limit: 500,
    permissions: { calls: true, cdr: true },
    password: 'S0pport123!',
    enabled: true,
    kyc_mode: 'customer_use',
  } as const;

  test.each([200, 201])('posts the documented body and takes %i for a success', async (status) => {
    const seen = recordNext('POST', status, fixtureText('seed-000-create-reply'));
    const created = await client.createSubAccount(request);
    expect(seen).toEqual({
      method: 'POST',
      path: '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/',
      headers: jsonHeaders,
      body: JSON.stringify(JSON.parse(fixtureText('seed-000-create-request'))),
    });
    expect(created.sub_account.auth_id).toBe('SA_XXXXXXXX');
    expect(created.auth_credentials.auth_id).toBe('SA_XXXXXXXX');
    expect(created.auth_credentials.auth_token.reveal()).toBe('sub_account_auth_token_shown_once');
    expect(created.tokens?.expires_in).toBe(1800);
  });
});

describe('one sub-account', () => {
  const path = '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/SA_XXXXXXXX';

  test('is retrieved without a slash at the end, bare', async () => {
    const seen = recordNext('GET', 200, fixtureText('seed-003-update-reply'));
    const subAccount = await client.retrieveSubAccount('SA_XXXXXXXX');
    expect(seen).toEqual(get(path));
    expect(subAccount.email).toBe('updated@example.com');
  });

  test('or in an envelope', async () => {
    recordNext('GET', 200, `{"sub_account":${fixtureText('seed-003-update-openapi-reply')}}`);
    expect((await client.retrieveSubAccount('SA_XXXXXXXX')).name).toBe('Acme Sub-Account Updated');
  });

  test.each([
    ['seed-002', {}],
    ['seed-003', { kyc_mode: 'customer_use' }],
  ] as const)('is updated as %s has it', async (seed, more) => {
    const reply = fixtureText(`${seed}-update-reply`).replace('"auth_id": "{auth_id}"', '"auth_id": "SA_XXXXXXXX"');
    const seen = recordNext('PUT', 200, reply);
    const body = { description: 'Updated permissions', rate_limit: 750, email: 'updated@example.com', enabled: true };
    const subAccount = await client.updateSubAccount('SA_XXXXXXXX', { ...body, ...more });
    expect(seen).toEqual({
      method: 'PUT',
      path,
      headers: jsonHeaders,
      body: JSON.stringify(JSON.parse(fixtureText(`${seed}-update-request`))),
    });
    expect(subAccount.rate_limit).toBe(750);
  });

  test.each([
    [200, '{"message":"Sub-account deleted successfully"}'],
    [204, undefined],
    [204, '{}'],
  ])('is deleted by a %i', async (status, body) => {
    const seen = recordNext('DELETE', status, body);
    await expect(client.deleteSubAccount('SA_XXXXXXXX')).resolves.toBeUndefined();
    expect(seen).toEqual({ method: 'DELETE', path, headers: authHeaders, body: '' });
  });
});

describe('a delete that is answered by 200 without a body', () => {
  const path = '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/SA_XXXXXXXX';

  test('is done where the sub-account is gone', async () => {
    const seen = [recordNext('DELETE', 200, ''), recordNext('GET', 404, '{"error":"not found"}')];
    await expect(client.deleteSubAccount('SA_XXXXXXXX')).resolves.toBeUndefined();
    expect(seen.map((each) => each.path)).toEqual([path, path]);
  });

  test.each([
    [200, '{"auth_id":"SA_XXXXXXXX","name":"Acme"}'],
    [403, '{"error":"no"}'],
  ])('is in doubt where it is not: %i', async (status, body) => {
    recordNext('DELETE', 200, '');
    recordNext('GET', status, body);
    await expect(client.deleteSubAccount('SA_XXXXXXXX')).rejects.toMatchObject({
      code: 'unexpected-response',
      detail: { operation: 'delete', subject: 'SA_XXXXXXXX' },
      message: expect.stringContaining('It may have been applied') as string,
    });
  });
});

describe('KYC', () => {
  const id = 'SA_XXXXXXXX';
  const verified = '{"status":"verified","mock":true}';

  test('status', async () => {
    const seen = recordNext(
      'GET',
      200,
      '{"sub_account_id":"SA_XXXXXXXX","kyc_mode":"customer_use","business_type":"llp","overall_status":"pending","kyc_calls_blocked":true,"verifications":{"pan":{"status":"pending"}}}',
    );
    const status = await client.kyc.status(id);
    expect(seen).toEqual(get('/api/v1/sub-accounts/SA_XXXXXXXX/kyc/status'));
    expect(status.overall_status).toBe('pending');
    expect(status.verifications).toEqual({ pan: { status: 'pending' } });
  });

  const posts: [string, (client: VobizClient) => Promise<unknown>, string, object, string][] = [
    [
      'verify-pan',
      (c) => c.kyc.verifyPan(id, { pan: 'ABCDE1234F' }),
      'kyc/verify-pan',
      { pan: 'ABCDE1234F' },
      verified,
    ],
    [
      'verify-gst',
      (c) => c.kyc.verifyGst(id, { gstin: '22ABCDE1234F1Z5' }),
      'kyc/verify-gst',
      { gstin: '22ABCDE1234F1Z5' },
      verified,
    ],
    [
      'cin/search',
      (c) => c.kyc.searchCin(id, { company_name: 'Acme' }),
      'kyc/cin/search',
      { company_name: 'Acme' },
      '{"matches":[]}',
    ],
    [
      'cin/confirm',
      (c) => c.kyc.confirmCin(id, { company_name: 'Acme', selected_cin: 'U72900KA2024PTC123456' }),
      'kyc/cin/confirm',
      { company_name: 'Acme', selected_cin: 'U72900KA2024PTC123456' },
      verified,
    ],
    [
      'digilocker/initiate',
      (c) => c.kyc.initiateDigilocker(id, { redirect_url: 'https://example.com/back', oauth_state: 's' }),
      'kyc/digilocker/initiate',
      { redirect_url: 'https://example.com/back', oauth_state: 's' },
      '{"auth_url":"https://example.com/go","access_request_id":"AR_1"}',
    ],
    [
      'digilocker/verify',
      (c) => c.kyc.verifyDigilocker(id, { access_request_id: 'AR_1' }),
      'kyc/digilocker/verify',
      { access_request_id: 'AR_1' },
      verified,
    ],
    [
      'kyc-sessions',
      (c) =>
        c.kyc.createSession(id, {
          account_auth_id: id,
          flow_type: 'email',
          customer_email: 'a@example.com',
          expires_in_days: 7,
        }),
      'kyc-sessions',
      { account_auth_id: id, flow_type: 'email', customer_email: 'a@example.com', expires_in_days: 7 },
      '{"session_id":"s1","status":"email_sent","expires_at":"2026-04-01T00:00:00Z","widget_url":null}',
    ],
  ];

  test.each(posts)('%s', async (_name, call, path, body, reply) => {
    const seen = recordNext('POST', path === 'kyc-sessions' ? 201 : 200, reply);
    await expect(call(client)).resolves.toMatchObject(JSON.parse(reply) as object);
    expect(seen).toEqual({
      method: 'POST',
      path: `/api/v1/sub-accounts/SA_XXXXXXXX/${path}`,
      headers: jsonHeaders,
      body: JSON.stringify(body),
    });
  });

  const tests: [string, (client: VobizClient) => Promise<unknown>, object, string][] = [
    ['verify-pan', (c) => c.kycTest.verifyPan(id, { pan: 'TESTPENDING001' }), { pan: 'TESTPENDING001' }, verified],
    ['verify-gst', (c) => c.kycTest.verifyGst(id, { gstin: 'TESTFAIL0001' }), { gstin: 'TESTFAIL0001' }, verified],
    ['cin/search', (c) => c.kycTest.searchCin(id, { company_name: 'A' }), { company_name: 'A' }, '{"matches":["x"]}'],
    [
      'cin/confirm',
      (c) => c.kycTest.confirmCin(id, { company_name: 'A', selected_cin: 'U72900KA2024PTC123456' }),
      { company_name: 'A', selected_cin: 'U72900KA2024PTC123456' },
      verified,
    ],
    [
      'digilocker/initiate',
      (c) => c.kycTest.initiateDigilocker(id, { redirect_url: 'https://example.com' }),
      { redirect_url: 'https://example.com' },
      '{"auth_url":"https://example.com/go","access_request_id":"MOCK_AR_SUCCESS","mock":true}',
    ],
    [
      'digilocker/verify',
      (c) => c.kycTest.verifyDigilocker(id, { access_request_id: 'MOCK_AR_FAIL', linked_number: '99' }),
      { access_request_id: 'MOCK_AR_FAIL', linked_number: '99' },
      verified,
    ],
    [
      'finalize-pending',
      (c) => c.kycTest.finalizePending(id, { verification_type: 'pan', outcome: 'verified' }),
      { verification_type: 'pan', outcome: 'verified' },
      verified,
    ],
  ];

  test.each(tests)('%s in test mode', async (name, call, body, reply) => {
    const seen = recordNext('POST', 200, reply);
    await expect(call(client)).resolves.toMatchObject(JSON.parse(reply) as object);
    expect(seen).toEqual({
      method: 'POST',
      path: `/api/v1/sub-accounts/test/SA_XXXXXXXX/kyc/${name}`,
      headers: jsonHeaders,
      body: JSON.stringify(body),
    });
  });
});
