import type { Clock } from '@subuser/core';
import type { Carrier, CarrierName } from './carrier.ts';
import { startVobiz } from './vobiz-carrier.ts';
import { startVoximplant } from './voximplant-carrier.ts';

/** Starts a carrier's emulator, by the clock where one is given. */
export function startCarrier(name: CarrierName, clock?: Clock): Promise<Carrier> {
  const options = clock === undefined ? {} : { now: () => clock.now() };
  return name === 'vobiz' ? startVobiz(options) : startVoximplant(options);
}
