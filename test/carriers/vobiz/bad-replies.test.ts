import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import { createVobizClient, type VobizClient } from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';

let emulator: VobizEmulator;
let control: VobizEmulator['control'];
let client: VobizClient;

beforeAll(async () => {
  emulator = await startVobizEmulator();
  ({ control } = emulator);
  client = createVobizClient(emulator.options);
});
beforeEach(() => control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
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
