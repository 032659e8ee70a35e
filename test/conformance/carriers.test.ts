import { describeProvider, type Harness } from '@subuser/conformance';
import { carriers } from '../carriers/all.ts';
import type { CarrierUnderTest, Variant } from '../carriers/carrier-under-test.ts';
import { emulatedFaults } from './emulated-faults.ts';

async function openHarness(carrier: CarrierUnderTest, { settings, always = {} }: Variant): Promise<Harness<object>> {
  const account = await carrier.openAccount();
  const { control } = account;
  Object.assign(control, settings);
  const { dispatcher, failNext } = emulatedFaults(control);
  return {
    provider: account.connect({ dispatcher, retries: { baseMs: 1 } }),
    always,
    requests: () => control.requests.length,
    failNext,
    authenticates: (login, secret) => control.authenticates(login, secret),
    close: () => Promise.all([dispatcher.destroy(), account.close()]).then(() => undefined),
  };
}

for (const carrier of carriers)
  for (const variant of carrier.variants)
    describeProvider(`${carrier.name}${variant.title}`, () => openHarness(carrier, variant));
