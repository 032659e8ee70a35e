import type { Carrier } from '@subuser/core/provider';
import { vobizCarrier } from '@subuser/vobiz';
import { voximplantCarrier } from '@subuser/voximplant';

/** The carriers that a profile can name, one line each. Profiles, the command and the test suites derive the rest. */
export const carriers = { vobiz: vobizCarrier, voximplant: voximplantCarrier };

/** The carrier of that name, or `undefined`. */
export function findCarrier(name: unknown): Carrier<unknown> | undefined {
  const byName: Readonly<Record<string, Carrier<unknown>>> = carriers;
  return typeof name === 'string' && Object.hasOwn(byName, name) ? byName[name] : undefined;
}
