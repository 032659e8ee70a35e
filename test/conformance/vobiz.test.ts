import { describeProvider, type Harness } from '@subuser/conformance';
import { startVobizEmulator, type VobizDialect } from '@subuser/emulator';
import { createVobiz, type VobizCarrierOptions } from '@subuser/vobiz';
import { emulatedFaults } from './emulated-faults.ts';

const names = { create: 'create', get: 'retrieve', listPage: 'list', update: 'update', delete: 'delete' };

function describeVobiz(
  name: string,
  dialect: Partial<VobizDialect>,
  always: NonNullable<Harness<VobizCarrierOptions>['always']> = {},
): void {
  describeProvider<VobizCarrierOptions>(name, async () => {
    const { credentials, origin: baseUrl, control, close } = await startVobizEmulator();
    Object.assign(control, dialect);
    const faults = emulatedFaults(control, names);
    return {
      provider: createVobiz({ ...credentials, baseUrl, dispatcher: faults.dispatcher, retries: { baseMs: 1 } }),
      always,
      requests: () => control.requests.length,
      failNext: faults.failNext,
      authenticates: (login, secret) => control.authenticates(login, secret),
      close: () => Promise.all([faults.dispatcher.destroy(), close()]).then(() => undefined),
    };
  });
}

describeVobiz('vobiz', {});
describeVobiz('vobiz, answering otherwise where the documents contradict each other', {
  createStatus: 200,
  retrieveEnvelope: true,
  kycKeys: false,
  created: 'date',
  deleteAnswer: 204,
  pageLimit: 7,
  sizeReply: 'asked',
});
describeVobiz(
  'vobiz, for customers who must be verified before they call',
  {},
  { email: 'kyc@customer.example', carrierOptions: { kycMode: 'customer_use', businessType: 'private_limited' } },
);
