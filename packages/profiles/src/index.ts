export { carriers, findCarrier } from './carriers.ts';
export { checkConfiguration, type SubUserConfiguration } from './check-configuration.ts';
export { createSubUsers } from './create-sub-users.ts';
export type { CarrierProfile, Profile, ProviderProfile } from './profile.ts';
