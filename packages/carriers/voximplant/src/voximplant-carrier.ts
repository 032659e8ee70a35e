import type { Carrier } from '@subuser/core/provider';
import { carrier } from './carrier.ts';
import { createVoximplant } from './create-voximplant.ts';
import { voximplantEnvironment, type VoximplantOptions, voximplantOptionsSchema } from './voximplant-options.ts';
import { voximplantTraits } from './voximplant-traits.ts';

/** Voximplant as profiles, the command and the test suites know it. */
export const voximplantCarrier: Carrier<VoximplantOptions> = {
  name: carrier,
  label: 'Voximplant',
  traits: voximplantTraits,
  options: voximplantOptionsSchema,
  environment: voximplantEnvironment,
  create: createVoximplant,
};
