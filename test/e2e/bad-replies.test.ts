import { type ErrorCode, openSubUsers, type SubUsers } from '@subuser/core';
import {
  type Control,
  type Fault,
  startVobizEmulator,
  startVoximplantEmulator,
  type VobizEmulator,
  type VoximplantEmulator,
} from '@subuser/emulator';
import { createVobiz, createVobizClient, type VobizClient } from '@subuser/vobiz';
import { createVoximplant, createVoximplantClient, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readAll } from '../support/read-all.ts';
import { rejection } from '../support/rejection.ts';
import { requestsOf } from '../support/requests-of.ts';

/** What a create is worth whose answer is broken so, and whether the carrier has carried it out. */
const brokenAnswers: [fault: Fault, code: ErrorCode, isApplied: boolean][] = [
  ['html-200', 'unexpected-response', true],
  ['garbage-json', 'unexpected-response', true],
  ['empty-body', 'unexpected-response', true],
  ['redirect', 'unexpected-response', false],
  ['half-body', 'outcome-unknown', true],
  ['oversized-body', 'outcome-unknown', true],
  ['drop-after-apply', 'outcome-unknown', true],
  ['drop-before-apply', 'outcome-unknown', false],
];

interface Played {
  control: Control;
  subUsers: Pick<SubUsers, 'create' | 'list'>;
}

/** The same on both carriers. */
function describeCreate(played: () => Played): void {
  const input = { name: 'support', reference: 'crm-1' };

  test.each(brokenAnswers)('%s is %s, and exactly one request was sent', async (fault, code, isApplied) => {
    const { control, subUsers } = played();
    control.failNext({ fault, operation: 'create' });
    const error = await rejection(subUsers.create(input));
    expect(error.code).toBe(code);
    expect(control.requests.map(({ operation }) => operation)).toEqual(['create']);
    expect(control.requests[0]?.applied).toBe(isApplied);
    // The attempt can be told again by its mark.
    const [nonce, ...others] = error.detail.openAttempts ?? [];
    expect([nonce?.length, others]).toEqual([10, []]);
    expect((await readAll(subUsers)).map(({ reference }) => reference)).toEqual(isApplied ? ['crm-1'] : []);
  });

  test.each(brokenAnswers)('%s (%s) can be settled afterwards: one sub-user, whose secret is good', async (fault) => {
    const { control, subUsers } = played();
    control.failNext({ fault, operation: 'create' });
    const { openAttempts } = (await rejection(subUsers.create(input))).detail;
    const { subUser, credentials } = await subUsers.create(input, { ifUnknown: 'settle', openAttempts });
    expect((await readAll(subUsers)).map(({ id }) => id)).toEqual([subUser.id]);
    expect(control.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
  });

  test('odd fields of no consequence cost nothing', async () => {
    const { control, subUsers } = played();
    control.failNext({ fault: 'odd-field', operation: 'create' });
    const { subUser, credentials } = await subUsers.create(input);
    expect(subUser).toMatchObject({ name: 'support', reference: 'crm-1', status: 'active' });
    expect(control.authenticates(credentials?.login ?? '', credentials?.secret.reveal() ?? '')).toBe(true);
    expect(control.requests).toHaveLength(1);
  });
}

describe('Vobiz', () => {
  let emulator: VobizEmulator;
  let control: VobizEmulator['control'];
  let client: VobizClient;
  let subUsers: ReturnType<typeof openSubUsers>;

  beforeAll(async () => {
    emulator = await startVobizEmulator();
    ({ control } = emulator);
    const configuration = { ...emulator.credentials, baseUrl: emulator.origin };
    subUsers = openSubUsers(createVobiz(configuration), { settle: { lateMs: 0 } });
    client = createVobizClient(configuration);
  });
  beforeEach(() => control.reset());
  afterAll(async () => {
    await Promise.all([subUsers.close(), client.close()]);
    await emulator.close();
  });

  describe('create', () => {
    describeCreate(() => ({ control, subUsers }));
  });

  test('odd fields cost no other call anything', async () => {
    const [id = ''] = control.seed(1);
    control.failNext({ fault: 'odd-field', times: 3 });
    const odd = { rate_limit: null, email_verified: null, created_at: null, last_used: null };
    expect(await client.retrieveSubAccount(id)).toMatchObject({ auth_id: id, ...odd });
    expect((await client.listSubAccounts()).sub_accounts[0]).toMatchObject({ auth_id: id, ...odd });
    expect(await client.updateSubAccount(id, { name: 'Renamed' })).toMatchObject({ name: 'Renamed', ...odd });
  });

  test.each([
    [1, 'unexpected-response'],
    [2, 'unexpected-response'],
    // The only shape whose body names a status of its own.
    [3, 'invalid-argument'],
    [4, 'unexpected-response'],
    [5, 'unexpected-response'],
    [6, 'unexpected-response'],
    [7, 'unexpected-response'],
  ])('an error of shape %i with status 200 never resolves', async (shape, code) => {
    const id = 'SA_12345678';
    const { kyc, kycTest } = client;
    const calls = [
      () => client.listSubAccounts(),
      () => client.createSubAccount({ name: 'Acme' }),
      () => client.retrieveSubAccount(id),
      () => client.updateSubAccount(id, { name: 'Acme' }),
      () => client.deleteSubAccount(id),
      () => kyc.status(id),
      () => kyc.createSession(id, { account_auth_id: id, flow_type: 'redirect', redirect_url: 'https://x.example' }),
      () => kycTest.finalizePending(id, { verification_type: 'pan', outcome: 'verified' }),
      ...[kyc, kycTest].flatMap((steps) => [
        () => steps.verifyPan(id, { pan: 'ABCDE1234F' }),
        () => steps.verifyGst(id, { gstin: '29ABCDE1234F1Z5' }),
        () => steps.searchCin(id, { company_name: 'Acme' }),
        () => steps.confirmCin(id, { company_name: 'Acme', selected_cin: 'U72900KA2024PTC123456' }),
        () => steps.initiateDigilocker(id, { redirect_url: 'https://x.example' }),
        () => steps.verifyDigilocker(id, { access_request_id: 'AR_1' }),
      ]),
    ];
    control.failNext({ fault: 'error-200', shape, times: calls.length });
    const errors = await Promise.all(calls.map((call) => rejection(call())));
    expect(errors.map((error) => error.code)).toEqual(calls.map(() => code));
    expect(control.requests.map(({ status }) => status)).toEqual(calls.map(() => 200));
  });
});

describe('Voximplant', () => {
  let emulator: VoximplantEmulator;
  let control: VoximplantEmulator['control'];
  let client: VoximplantClient;
  let subUsers: SubUsers;

  beforeAll(async () => {
    emulator = await startVoximplantEmulator();
    ({ control } = emulator);
    const configuration = { credentials: emulator.credentials, baseUrl: emulator.origin };
    subUsers = openSubUsers(createVoximplant(configuration), { settle: { lateMs: 0 } });
    client = createVoximplantClient(configuration);
  });
  beforeEach(() => control.reset());
  afterAll(async () => {
    await Promise.all([subUsers.close(), client.close()]);
    await emulator.close();
  });

  describe('create', () => {
    describeCreate(() => ({ control, subUsers }));
  });

  test('odd fields do not cost a key, which is shown once', async () => {
    control.failNext({ fault: 'odd-field' });
    const { key_id, private_key } = await client.createKey();
    expect(private_key.reveal()).toContain('BEGIN PRIVATE KEY');
    expect((await client.getKeys()).result.at(-1)?.key_id).toBe(key_id);
  });

  test.each([1, 2, 3])('an error of shape %i with status 200 never resolves', async (shape) => {
    const subuser_id = '109';
    const key_id = emulator.credentials.key_id;
    const calls = [
      () => client.addSubUser({ new_subuser_name: 'support', new_subuser_password: 'Kv8#nB3?tZ6!' }),
      () => client.getSubUsers(),
      () => client.setSubUserInfo({ subuser_id, description: 'x' }),
      () => client.delSubUser({ subuser_id }),
      () => client.setSubUserRoles({ subuser_id, role_id: [5] }),
      () => client.getSubUserRoles({ subuser_id }),
      () => client.removeSubUserRoles({ subuser_id, role_id: [5] }),
      () => client.getRoles(),
      () => client.getRoleGroups(),
      () => client.createKey(),
      () => client.getKeys(),
      () => client.updateKey({ key_id, description: 'x' }),
      () => client.deleteKey({ key_id }),
      () => client.setKeyRoles({ key_id, role_id: [4] }),
      () => client.getKeyRoles({ key_id }),
      () => client.removeKeyRoles({ key_id, role_id: [4] }),
    ];
    control.failNext({ fault: 'error-200', shape, code: 101, times: calls.length });
    for (const call of calls)
      expect(await rejection(call())).toMatchObject({
        code: 'invalid-argument',
        detail: { httpStatus: 200, carrierCode: 101 },
      });
    expect(new Set(requestsOf(control)).size).toBe(16);
  });
});
