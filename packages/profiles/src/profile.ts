import type { SubUserProvider } from '@subuser/core';
import type { carriers } from './carriers.ts';

type Carriers = typeof carriers;

/** The name of a carrier and, beside it, the options of that carrier's `create…` function. */
export type CarrierProfile = {
  [Name in keyof Carriers]: { carrier: Name; provider?: never } & Parameters<Carriers[Name]['create']>[0];
}[keyof Carriers];

/** Any other carrier: a function that creates its provider. It is called at first use, once for each container. */
export interface ProviderProfile {
  carrier?: never;
  provider: () => SubUserProvider;
}

/** One account of one carrier. */
export type Profile = CarrierProfile | ProviderProfile;
