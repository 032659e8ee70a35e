import { type SubUserProvider, SubUserError } from '@subuser/core';
import { carriers, type Profile } from './profile.ts';
import { profileRules } from './profile-rules.ts';

/** Contacts nobody. Throws `invalid-argument` that names each misfit, never a value. */
export function createProvider(profile: Profile): SubUserProvider {
  const broken = profileRules(profile);
  if (broken.length > 0) throw SubUserError.refusal(broken, { operation: 'configure', document: 'profile' });
  if (profile.provider !== undefined) return profile.provider();
  const { carrier, ...configuration } = profile;
  // The compiler cannot pair the two halves of the union; each function refuses at run time what is not its own.
  const create = carriers[carrier] as (configuration: unknown) => SubUserProvider;
  return create(configuration);
}
