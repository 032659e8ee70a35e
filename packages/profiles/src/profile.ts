import type { SubUserProvider } from '@subuser/core';
import { createVobiz } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';

/** The carriers that a profile can name; one more is one line more. */
export const carriers = { vobiz: createVobiz, voximplant: createVoximplant };

type Carriers = typeof carriers;

/** The name of a carrier and, beside it, what that carrier's own `create…` function takes. */
export type CarrierProfile = {
  [C in keyof Carriers]: { carrier: C; provider?: never } & Parameters<Carriers[C]>[0];
}[keyof Carriers];

/** Any other carrier: a function that makes its provider. It is called at first use and once for each container. */
export interface ProviderProfile {
  carrier?: never;
  provider: () => SubUserProvider;
}

/** One account of one carrier. */
export type Profile = CarrierProfile | ProviderProfile;
