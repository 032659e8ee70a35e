import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import {
  type BusinessType,
  createVobizClient,
  type KycSessionBody,
  type VobizClient,
  type VobizKycSteps,
} from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

const stamp = '2025-10-22T03:57:35.997000Z';
const notStarted = { pan: 'not_started', gst: 'not_started', cin: 'not_started', aadhaar: 'not_started' };
const cin = 'U72900KA2024PTC123456';

let emulator: VobizEmulator;
let control: VobizEmulator['control'];
let client: VobizClient;
let id: string;

async function newCustomer(businessType: BusinessType): Promise<string> {
  const body = { name: 'Customer Co', email: 'kyc@customer.example', kyc_mode: 'customer_use' } as const;
  return (await client.createSubAccount({ ...body, business_type: businessType })).sub_account.auth_id;
}

beforeAll(async () => {
  emulator = await startVobizEmulator({ now: () => Date.parse(stamp) });
  ({ control } = emulator);
  client = createVobizClient({ ...emulator.credentials, baseUrl: emulator.origin, retries: { attempts: 1 } });
});
beforeEach(async () => {
  control.reset();
  id = await newCustomer('private_limited');
});
afterAll(async () => {
  await client.close();
  await emulator.close();
});

function lastPath(): string | undefined {
  return control.requests.at(-1)?.path;
}

describe('status', () => {
  test('of customer_use before anything was shown', async () => {
    expect(await client.kyc.status(id)).toEqual({
      sub_account_id: id,
      kyc_mode: 'customer_use',
      business_type: 'private_limited',
      overall_status: 'not_started',
      kyc_calls_blocked: true,
      verifications: notStarted,
    });
    expect(lastPath()).toBe(`/api/v1/sub-accounts/${id}/kyc/status`);
  });

  test('of personal_use', async () => {
    await client.updateSubAccount(id, { kyc_mode: 'personal_use' });
    expect(await client.kyc.status(id)).toMatchObject({ kyc_mode: 'personal_use', kyc_calls_blocked: false });
  });
});

describe('verification by documents', () => {
  const pending = { status: 'pending', kyc_calls_blocked: true };

  test('PAN, GST, CIN and DigiLocker, each by its own path', async () => {
    const { kyc } = client;
    expect(await kyc.verifyPan(id, { pan: 'ABCDE1234F' })).toEqual({ ...pending, verification_type: 'pan' });
    expect(lastPath()).toBe(`/api/v1/sub-accounts/${id}/kyc/verify-pan`);
    expect(await kyc.verifyGst(id, { gstin: '29ABCDE1234F1Z5' })).toEqual({ ...pending, verification_type: 'gst' });
    expect(await kyc.searchCin(id, { company_name: 'Acme' })).toEqual({
      matches: [{ cin, company_name: 'ACME', status: 'Active' }],
    });
    expect(await kyc.confirmCin(id, { company_name: 'Acme', selected_cin: cin })).toEqual({
      ...pending,
      verification_type: 'cin',
    });
    const link = await kyc.initiateDigilocker(id, { redirect_url: 'https://crm.example/done', oauth_state: 'abc' });
    expect(link.auth_url).toBe(`https://digilocker.invalid/authorize?request=${link.access_request_id}`);
    const proof = { access_request_id: link.access_request_id, linked_number: '9876543210' };
    expect(await kyc.verifyDigilocker(id, proof)).toEqual({ ...pending, verification_type: 'aadhaar' });
    expect(requestsOf(control).slice(1)).toEqual([
      'kyc.verifyPan(pan)',
      'kyc.verifyGst(gstin)',
      'kyc.searchCin(company_name)',
      'kyc.confirmCin(company_name, selected_cin)',
      'kyc.initiateDigilocker(redirect_url, oauth_state)',
      'kyc.verifyDigilocker(access_request_id, linked_number)',
    ]);
    expect(await client.kyc.status(id)).toMatchObject({
      overall_status: 'pending',
      verifications: { pan: 'pending', gst: 'pending', cin: 'pending', aadhaar: 'pending' },
    });
  });

  test.each([
    ['verifyPan', { pan: 'ABCDE' }, 'pan'],
    ['verifyGst', { gstin: '29ABCDE' }, 'gstin'],
  ])('%s of what is no such document is refused and named, never shown', async (call, body, field) => {
    const verify = client.kyc[call as 'verifyPan'];
    const error = await rejection(verify(id, body as { pan: string }));
    expect([error.code, error.detail.httpStatus]).toEqual(['invalid-argument', 400]);
    expect(error.message).toContain(`${field} must have exactly`);
    expect(JSON.stringify(error)).not.toContain(Object.values(body).at(-1));
    expect(await client.kyc.status(id)).toMatchObject({ overall_status: 'not_started' });
  });

  test('of a sub-account that does not exist', async () => {
    const calls = [client.kyc.status('SA_00000000'), client.kyc.verifyPan('SA_00000000', { pan: 'ABCDE1234F' })];
    for (const { code, detail } of await Promise.all(calls.map(rejection)))
      expect([code, detail.httpStatus, detail.carrierCode]).toEqual(['not-found', 404, 'NOT_FOUND']);
  });
});

describe('a hosted session', () => {
  test('by email', async () => {
    const body = { flow_type: 'email', customer_email: 'owner@customer.example', expires_in_days: 3 } as const;
    expect(await client.kyc.createSession(id, { account_auth_id: id, ...body })).toMatchObject({
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      status: 'email_sent',
      expires_at: '2025-10-25T03:57:35.997000Z',
      widget_url: null,
    });
    expect(requestsOf(control).at(-1)).toBe(
      'kyc.createSession(account_auth_id, flow_type, customer_email, expires_in_days)',
    );
    expect(lastPath()).toBe(`/api/v1/sub-accounts/${id}/kyc-sessions`);
    expect(control.requests.at(-1)?.status).toBe(201);
  });

  test('by redirect', async () => {
    const urls = { redirect_url: 'https://crm.example/done', webhook_url: 'https://crm.example/kyc' };
    const session = await client.kyc.createSession(id, { account_auth_id: id, flow_type: 'redirect', ...urls });
    expect(session).toMatchObject({
      status: 'link_ready',
      expires_at: '2025-10-29T03:57:35.997000Z',
      widget_url: expect.stringContaining('https://kyc.vobiz.ai/verify?token=kst_'),
    });
  });

  test.each([
    ['email', 'customer_email'],
    ['redirect', 'redirect_url'],
  ] as const)('by %s wants a %s', async (flow, field) => {
    const body: KycSessionBody = { account_auth_id: id, flow_type: flow };
    const { code, detail } = await rejection(client.kyc.createSession(id, body));
    expect([code, detail.httpStatus]).toEqual(['invalid-argument', 422]);
    expect(detail.fields).toEqual([{ field, rule: 'Field required' }]);
  });
});

describe('test mode', () => {
  const documents = {
    pan: (value: string) => client.kycTest.verifyPan(id, { pan: value }),
    gst: (value: string) => client.kycTest.verifyGst(id, { gstin: value }),
  };

  describe.each(['pan', 'gst'] as const)('%s', (document) => {
    test.each([
      ['TESTSUCCESS0001', 'verified'],
      ['TESTFAIL0001', 'failed'],
      ['TESTPENDING001', 'pending'],
      ['TESTPENDING_FAIL', 'pending'],
    ])('%s is %s', async (value, status) => {
      expect(await documents[document](value)).toEqual({
        mock: true,
        status,
        verification_type: document,
        kyc_calls_blocked: true,
      });
      expect((await client.kyc.status(id)).verifications).toEqual({ ...notStarted, [document]: status });
      expect(control.requests[1]?.path).toBe(`/api/v1/sub-accounts/test/${id}/kyc/verify-${document}`);
    });

    test('TESTERROR0001 is a 500: unknown, and a look-up shows that it was not applied', async () => {
      const { code, detail, message } = await rejection(documents[document]('TESTERROR0001'));
      expect([code, detail.httpStatus]).toEqual(['outcome-unknown', 500]);
      expect(message).not.toContain('TESTERROR0001');
      expect(control.requests).toHaveLength(2);
      expect((await client.kyc.status(id)).verifications).toEqual(notStarted);
    });

    test.each(['verified', 'failed'])('what is pending is finalized as %s', async (outcome) => {
      await documents[document]('TESTPENDING001');
      expect(await client.kycTest.finalizePending(id, { verification_type: document, outcome })).toEqual({
        mock: true,
        status: outcome,
        verification_type: document,
        kyc_calls_blocked: true,
      });
      expect(lastPath()).toBe(`/api/v1/sub-accounts/test/${id}/kyc/finalize-pending`);
    });
  });

  test.each([
    [cin, 'verified'],
    ['L72900KA2024PTC123456', 'failed'],
  ])('CIN %s is %s', async (selected, status) => {
    expect(await client.kycTest.searchCin(id, { company_name: 'Acme' })).toMatchObject({
      mock: true,
      matches: [{ cin }],
    });
    const step = await client.kycTest.confirmCin(id, { company_name: 'Acme', selected_cin: selected });
    expect(step).toMatchObject({ mock: true, status, verification_type: 'cin' });
  });

  test.each([
    ['MOCK_AR_SUCCESS', 'verified'],
    ['MOCK_AR_FAIL', 'failed'],
  ])('DigiLocker %s is %s', async (accessRequest, status) => {
    expect(await client.kycTest.initiateDigilocker(id, { redirect_url: 'https://crm.example' })).toEqual({
      mock: true,
      auth_url: 'https://digilocker.invalid/authorize?request=MOCK_AR_SUCCESS',
      access_request_id: 'MOCK_AR_SUCCESS',
    });
    const step = await client.kycTest.verifyDigilocker(id, { access_request_id: accessRequest });
    expect(step).toMatchObject({ mock: true, status, verification_type: 'aadhaar' });
  });

  const pan = (each: VobizKycSteps, of: string) => each.verifyPan(of, { pan: 'TESTSUCCESS0001' });
  const gst = (each: VobizKycSteps, of: string) => each.verifyGst(of, { gstin: 'TESTSUCCESS0001' });
  const company = (each: VobizKycSteps, of: string) => each.confirmCin(of, { company_name: 'Acme', selected_cin: cin });
  const aadhaar = (each: VobizKycSteps, of: string) =>
    each.verifyDigilocker(of, { access_request_id: 'MOCK_AR_SUCCESS' });

  test.each([
    ['individual', [pan, aadhaar]],
    ['proprietorship', [pan, aadhaar]],
    ['huf', [pan, aadhaar]],
    ['private_limited', [pan, gst]],
    ['public_limited', [pan, company]],
    ['llp', [pan, gst]],
    ['partnership', [pan, company]],
    ['trust', [pan, company]],
    ['society', [pan, gst]],
    ['government', [pan, company]],
  ] as const)('%s is unblocked by the last document that it must show, not before', async (type, steps) => {
    const customer = await newCustomer(type);
    const [first, second] = steps;
    await first(client.kycTest, customer);
    expect(await client.kyc.status(customer)).toMatchObject({ overall_status: 'pending', kyc_calls_blocked: true });
    expect(await second(client.kycTest, customer)).toMatchObject({ status: 'verified', kyc_calls_blocked: false });
    expect(await client.kyc.status(customer)).toMatchObject({ overall_status: 'verified', kyc_calls_blocked: false });
    expect((await client.retrieveSubAccount(customer)).kyc_calls_blocked).toBe(false);
  });
});
