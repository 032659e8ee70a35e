import type { CarrierUnderTest } from './carrier-under-test.ts';
import { vobiz } from './vobiz.ts';
import { voximplant } from './voximplant.ts';

/** Every carrier that the cross-cutting suites try, one a line. */
export const carriers: readonly CarrierUnderTest[] = [vobiz, voximplant];

/** For tests that need one pair: from a carrier that disables sub-users to one that cannot and has names of its own. */
export const showcase = { source: vobiz, target: voximplant };

/** Throws if there is no carrier of that name. */
export function carrierOf(name: string): CarrierUnderTest {
  const found = carriers.find((carrier) => carrier.name === name);
  if (found === undefined) throw new Error(`There is no carrier “${name}”`);
  return found;
}
