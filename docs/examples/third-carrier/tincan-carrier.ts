import type { Carrier } from '@subuser/core/provider';
import { createTincan, type TincanOptions, tincanOptionsSchema } from './create-tincan.ts';
import { tincanTraits } from './tincan-traits.ts';

/** The export that `"module": "./tincan-carrier.js"` in a profile of subuser.config.json finds. */
export const tincanCarrier: Carrier<TincanOptions> = {
  name: 'tincan',
  label: 'Tincan',
  traits: tincanTraits,
  options: tincanOptionsSchema,
  environment: { apiKey: 'TINCAN_API_KEY', baseUrl: 'TINCAN_BASE_URL' },
  create: createTincan,
};
