import type { Carrier } from '@subuser/core/provider';
import { carrier } from './carrier.ts';
import { createVobiz } from './create-vobiz.ts';
import { vobizEnvironment, type VobizOptions, vobizOptionsSchema } from './vobiz-options.ts';
import { vobizTraits } from './vobiz-traits.ts';

/** Vobiz as profiles, the command and the test suites know it. */
export const vobizCarrier: Carrier<VobizOptions> = {
  name: carrier,
  label: 'Vobiz',
  traits: vobizTraits,
  options: vobizOptionsSchema,
  environment: vobizEnvironment,
  create: createVobiz,
};
