import type { CarrierEmulator } from '@subuser/emulator';
import type { CarrierUnderTest, TestAccount, Truth } from './carrier-under-test.ts';

/** An account on an emulator that has just been started. */
export function openAccount(carrier: CarrierUnderTest, emulator: CarrierEmulator, truth: Truth): TestAccount {
  let ended: Promise<void> | undefined;
  return {
    ...emulator,
    ...truth,
    carrier,
    connect: (connection = {}) => carrier.create({ ...emulator.options, ...connection } as never),
    close: () => (ended ??= truth.close().then(emulator.close)),
  };
}
