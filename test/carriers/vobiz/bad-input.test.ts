import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import { createVobizClient, type KycSessionBody, type VobizClient } from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Calls, notRefused, oddIds } from '../../support/not-refused.ts';
import { vobiz } from '../vobiz.ts';

let emulator: VobizEmulator;
let client: VobizClient;

beforeAll(async () => {
  emulator = await startVobizEmulator();
  client = createVobizClient(emulator.options);
});
beforeEach(() => emulator.control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

function callsOfClient(id: string): Calls {
  const { kyc, kycTest } = client;
  const session: KycSessionBody = {
    account_auth_id: 'SA_1',
    flow_type: 'redirect',
    redirect_url: 'https://x.example',
  };
  return {
    retrieve: () => client.retrieveSubAccount(id),
    update: () => client.updateSubAccount(id, { name: 'x' }),
    delete: () => client.deleteSubAccount(id),
    status: () => kyc.status(id),
    session: () => kyc.createSession(id, session),
    finalize: () => kycTest.finalizePending(id, { verification_type: 'pan', outcome: 'verified' }),
    ...Object.fromEntries(
      [kyc, kycTest].flatMap((steps, index) => [
        [`pan ${index}`, () => steps.verifyPan(id, { pan: 'ABCDE1234F' })],
        [`gst ${index}`, () => steps.verifyGst(id, { gstin: '29ABCDE1234F1Z5' })],
        [`search ${index}`, () => steps.searchCin(id, { company_name: 'Acme' })],
        [`confirm ${index}`, () => steps.confirmCin(id, { company_name: 'Acme', selected_cin: 'U1' })],
        [`initiate ${index}`, () => steps.initiateDigilocker(id, { redirect_url: 'https://x.example' })],
        [`verify ${index}`, () => steps.verifyDigilocker(id, { access_request_id: 'AR_1' })],
      ]),
    ),
  };
}

const odd = [...oddIds, ...vobiz.ids.odd];

test.each(odd.map((id) => [id]))('%j never reaches the wire by the typed client', async (value) => {
  const id = value as string;
  expect(Object.keys(callsOfClient(id))).toHaveLength(18);
  expect(await notRefused(callsOfClient(id))).toEqual([]);
  expect(emulator.control.requests).toHaveLength(0);
});

test('a good one does, by every one of these calls', async () => {
  const through = await notRefused(callsOfClient(vobiz.ids.unknown));
  expect(through.every((name) => name.endsWith(': not-found'))).toBe(true);
  expect(emulator.control.requests).toHaveLength(18);
});
