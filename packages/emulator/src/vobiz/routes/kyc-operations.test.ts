import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startVobizEmulator } from '../start-vobiz-emulator.ts';

const now = Date.UTC(2026, 2, 25, 8, 0, 0);
const { origin, credentials, control, close } = await startVobizEmulator({ now: () => now });
const auth = { 'X-Auth-ID': credentials.authId, 'X-Auth-Token': credentials.authToken };
let id = '';

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const headers = body === undefined ? auth : { ...auth, 'Content-Type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`${origin}/api/v1/${path}`, { method, headers, ...sent });
  return { status: answer.status, body: await answer.json() };
}
const real = (path: string, body: unknown) => ask('POST', `sub-accounts/${id}/${path}`, body);
const mock = (path: string, body: unknown) => ask('POST', `sub-accounts/test/${id}/kyc/${path}`, body);
const status = async (): Promise<unknown> => (await ask('GET', `sub-accounts/${id}/kyc/status`)).body;
const result = (type: string, outcome: string, blocked = true) => ({
  status: 200,
  body: { verification_type: type, status: outcome, kyc_calls_blocked: blocked },
});
const mocked = (type: string, outcome: string, blocked = true) => {
  const { body } = result(type, outcome, blocked);
  return { status: 200, body: { ...body, mock: true } };
};

beforeEach(async () => {
  control.reset();
  const fields = { name: 'x', email: 'a@b.example', kyc_mode: 'customer_use', business_type: 'llp' };
  const made: { auth_credentials: { auth_id: string } } = JSON.parse(
    JSON.stringify((await ask('POST', `accounts/${credentials.authId}/sub-accounts/`, fields)).body),
  );
  id = made.auth_credentials.auth_id;
});
afterAll(close);

describe('the documents', () => {
  test('status starts with nothing', async () => {
    expect(await status()).toEqual({
      sub_account_id: id,
      kyc_mode: 'customer_use',
      business_type: 'llp',
      overall_status: 'not_started',
      kyc_calls_blocked: true,
      verifications: { pan: 'not_started', gst: 'not_started', cin: 'not_started', aadhaar: 'not_started' },
    });
  });

  test('a well-formed document becomes pending', async () => {
    expect(await real('kyc/verify-pan', { pan: 'ABCDE1234F' })).toEqual(result('pan', 'pending'));
    expect(await real('kyc/verify-gst', { gstin: '29AAJCN5983D1Z0' })).toEqual(result('gst', 'pending'));
    const found = await real('kyc/cin/search', { company_name: 'Acme Private Limited' });
    const cin = 'U72900KA2024PTC123456';
    expect(found).toEqual({
      status: 200,
      body: { matches: [{ cin, company_name: 'ACME PRIVATE LIMITED', status: 'Active' }] },
    });
    const confirmed = { company_name: 'ACME PRIVATE LIMITED', selected_cin: cin };
    expect(await real('kyc/cin/confirm', confirmed)).toEqual(result('cin', 'pending'));
    expect(await status()).toMatchObject({
      overall_status: 'pending',
      kyc_calls_blocked: true,
      verifications: { pan: 'pending', gst: 'pending', cin: 'pending', aadhaar: 'not_started' },
    });
  });

  test('DigiLocker gives a link, and verifies only the request it gave', async () => {
    const { status: code, body } = await real('kyc/digilocker/initiate', { redirect_url: 'https://here.example/' });
    expect([code, body]).toEqual([
      200,
      {
        auth_url: expect.stringContaining('https://digilocker.invalid/'),
        access_request_id: expect.stringMatching(/^AR_/u),
      },
    ]);
    expect(await real('kyc/digilocker/verify', body)).toEqual(result('aadhaar', 'pending'));
    const other = { access_request_id: 'AR_other', linked_number: '+911234567890' };
    expect((await real('kyc/digilocker/verify', other)).status).toBe(404);
  });

  test.each([
    ['kyc/verify-pan', {}],
    ['kyc/verify-pan', { pan: '' }],
    ['kyc/cin/search', {}],
    ['kyc/digilocker/initiate', { oauth_state: 'x' }],
    ['kyc/digilocker/verify', {}],
    ['kyc-sessions', { flow_type: 'email', customer_email: 'a@b.example' }],
    ['kyc-sessions', { account_auth_id: 'x', flow_type: 'email', customer_email: 'nobody' }],
    ['kyc/cin/confirm', { company_name: 'x' }],
    ['kyc-sessions', { account_auth_id: 'x' }],
    ['kyc-sessions', { account_auth_id: 'x', customer_email: 'a@b.example', expires_in_days: 366 }],
    ['kyc-sessions', { account_auth_id: 'x', customer_email: 'a@b.example', webhook_url: 'http://x.example/' }],
    ['kyc-sessions', { account_auth_id: 'x', flow_type: 'redirect' }],
    ['kyc-sessions', { account_auth_id: 'x', flow_type: 'fax', customer_email: 'a@b.example' }],
  ])('%s refuses %j with 422', async (path, body) => {
    expect(await real(path, body)).toMatchObject({ status: 422, body: { error: 'ValidationError' } });
    expect(await status()).toMatchObject({ overall_status: 'not_started' });
  });

  test.each([
    ['kyc/verify-pan', { pan: 'ABCDE12345F' }, 'pan must have exactly 10 characters'],
    ['kyc/verify-gst', { gstin: 'ABCDE1234F' }, 'gstin must have exactly 15 characters'],
  ])('%s refuses a wrong length with 400, as its page says', async (path, body, message) => {
    const refusal = { api_id: expect.any(String) as string, error: 'BAD_REQUEST', message };
    expect(await real(path, body)).toEqual({ status: 400, body: refusal });
    expect(await status()).toMatchObject({ overall_status: 'not_started' });
  });

  test('replies contain the keys of the schema, or those of the pages’ examples', async () => {
    control.kycReply = 'example';
    expect((await real('kyc/verify-pan', { pan: 'ABCDE1234F' })).body).toEqual({
      verification_type: 'pan',
      status: 'pending',
      pan: 'ABCDE1234F',
      registered_name: 'X',
      name_match: true,
      kyc_calls_blocked: true,
    });
  });

  test('hosted sessions: by email, which is the default, or by redirect; 7 days or 30', async () => {
    expect(await real('kyc-sessions', { account_auth_id: id, customer_email: 'customer@b.example' })).toEqual({
      status: 201,
      body: {
        session_id: expect.stringMatching(/^[\da-f-]{36}$/u),
        account_auth_id: id,
        customer_email: 'customer@b.example',
        email_dispatched_to: 'c***@b.example',
        status: 'email_sent',
        expires_at: '2026-04-01T08:00:00.000000Z',
        widget_url: null,
        message: 'KYC email dispatched successfully',
      },
    });
    control.sessionDays = 30;
    const redirect = { account_auth_id: id, flow_type: 'redirect', redirect_url: 'https://x.example/' };
    expect((await real('kyc-sessions', redirect)).body).toEqual({
      session_id: expect.stringMatching(/^[\da-f-]{36}$/u),
      account_auth_id: id,
      customer_email: null,
      status: 'link_ready',
      expires_at: '2026-04-24T08:00:00.000000Z',
      widget_url: expect.stringMatching(/^https:\/\/kyc\.vobiz\.ai\/verify\?token=kst_[\da-f]{64}$/u),
      message: 'Redirect your customer to widget_url to begin.',
    });
    expect((await real('kyc-sessions', { ...redirect, expires_in_days: 1 })).body).toMatchObject({
      expires_at: '2026-03-26T08:00:00.000000Z',
    });
  });

  test('a hosted session may take everything from the sub-account', async () => {
    control.sessionFields = 'optional';
    expect((await real('kyc-sessions', {})).body).toMatchObject({ account_auth_id: id, customer_email: 'a@b.example' });
    expect((await real('kyc-sessions', { flow_type: 'redirect' })).status).toBe(201);
    await ask('PUT', `accounts/${credentials.authId}/sub-accounts/${id}`, { email: 'new@b.example' });
    expect((await real('kyc-sessions', {})).body).toMatchObject({ customer_email: 'new@b.example' });
  });

  test('belong to the caller: foreign 403, unknown 404, wrongly cased 401', async () => {
    expect((await ask('GET', `sub-accounts/${control.otherParent.subAccountId}/kyc/status`)).status).toBe(403);
    expect((await ask('GET', 'sub-accounts/SA_UNKNOWN1/kyc/status')).status).toBe(404);
    expect((await ask('GET', `Sub-Accounts/${id}/kyc/status`)).status).toBe(401);
    expect((await ask('GET', `sub-accounts/${id}/kyc/status/`)).status).toBe(404);
  });
});

describe('test mode', () => {
  test.each([
    ['TESTSUCCESS0001', 'verified'],
    ['TESTFAIL0001', 'failed'],
    ['TESTPENDING001', 'pending'],
    ['TESTPENDING_FAIL', 'pending'],
  ])('%s is %s, for PAN and GST', async (value, outcome) => {
    expect(await mock('verify-pan', { pan: value })).toEqual(mocked('pan', outcome));
    expect(await mock('verify-gst', { gstin: value })).toEqual(mocked('gst', outcome, outcome !== 'verified'));
    expect(await status()).toMatchObject({ overall_status: outcome, verifications: { pan: outcome, gst: outcome } });
  });

  test('shorter values padded to a GSTIN’s 15 characters count as well; anything else is 422', async () => {
    expect(await mock('verify-gst', { gstin: 'TESTFAIL0001XXX' })).toEqual(mocked('gst', 'failed'));
    expect(await mock('verify-gst', { gstin: 'TESTSUCCESS0001GST' })).toEqual(mocked('gst', 'verified'));
    expect((await mock('verify-gst', { gstin: 'TESTFAIL0001XX' })).status).toBe(422);
    expect((await mock('verify-pan', { pan: 'TESTFAIL0001XXX' })).status).toBe(422);
    expect((await mock('verify-pan', { pan: 'constructor' })).status).toBe(422);
    expect((await mock('verify-pan', {})).status).toBe(422);
  });

  test('TESTERROR0001 is a 500 that changes nothing', async () => {
    const simulated = { status: 'error', error: { code: 'INTERNAL_ERROR', message: 'Simulated provider error' } };
    expect(await mock('verify-pan', { pan: 'TESTERROR0001' })).toMatchObject({ status: 500, body: simulated });
    expect(await status()).toMatchObject({ overall_status: 'not_started' });
    expect(control.requests[1]).toMatchObject({ operation: 'kycTest.verifyPan', applied: false, status: 500 });
  });

  test('PAN and a CIN unblock a company, a later failure blocks it again', async () => {
    await mock('verify-pan', { pan: 'TESTSUCCESS0001' });
    expect((await mock('cin/search', { company_name: 'Acme' })).body).toMatchObject({
      matches: [{ cin: 'U72900KA2024PTC123456' }],
      mock: true,
    });
    const cin = { company_name: 'ACME', selected_cin: 'U72900KA2024PTC123456' };
    expect(await mock('cin/confirm', cin)).toEqual(mocked('cin', 'verified', false));
    const path = `accounts/${credentials.authId}/sub-accounts/${id}`;
    expect((await ask('GET', path)).body).toMatchObject({ kyc_calls_blocked: false });
    expect(await mock('cin/confirm', { ...cin, selected_cin: 'L1' })).toEqual(mocked('cin', 'failed'));
    expect((await ask('GET', path)).body).toMatchObject({ kyc_calls_blocked: true });
  });

  test('PAN and Aadhaar unblock a person', async () => {
    await ask('PUT', `accounts/${credentials.authId}/sub-accounts/${id}`, { business_type: 'individual' });
    await mock('verify-pan', { pan: 'TESTSUCCESS0001' });
    expect((await mock('digilocker/initiate', { redirect_url: 'https://x.example/' })).body).toMatchObject({
      access_request_id: 'MOCK_AR_SUCCESS',
      mock: true,
    });
    const verify = (request: unknown) => mock('digilocker/verify', { access_request_id: request });
    expect(await verify('MOCK_AR_FAIL')).toEqual(mocked('aadhaar', 'failed'));
    expect(await verify('MOCK_AR_SUCCESS')).toEqual(mocked('aadhaar', 'verified', false));
    expect((await verify('AR_real')).status).toBe(422);
    expect((await verify(undefined)).status).toBe(422);
  });

  test('finalize-pending ends what is pending, and only that', async () => {
    const finalize = { verification_type: 'pan', outcome: 'verified' };
    expect((await mock('finalize-pending', finalize)).status).toBe(404);
    await mock('verify-pan', { pan: 'TESTPENDING001' });
    await mock('verify-gst', { gstin: 'TESTPENDING_FAIL' });
    expect(await mock('finalize-pending', finalize)).toEqual(mocked('pan', 'verified'));
    expect((await mock('finalize-pending', finalize)).status).toBe(404);
    const failing = { verification_type: 'gst', outcome: 'failed' };
    expect(await mock('finalize-pending', failing)).toEqual(mocked('gst', 'failed'));
    for (const body of [{}, { ...finalize, outcome: 'pending' }, { ...finalize, verification_type: 'visa' }]) {
      expect((await mock('finalize-pending', body)).status).toBe(422);
    }
  });
});
