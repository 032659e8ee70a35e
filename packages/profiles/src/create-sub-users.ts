import { openSubUsers, SubUserError, type SubUsers } from '@subuser/core';
import type { Carrier } from '@subuser/core/provider';
import { carriers } from './carriers.ts';
import { profileRules } from './profile-rules.ts';
import type { Profile } from './profile.ts';

/**
 * Opens one account without a container; the caller closes it. Contacts nobody before the first call.
 *
 * @throws SubUserError `invalid-argument` for a wrong profile, with every misfit in `detail.fields`, never a value
 */
export function createSubUsers(profile: Profile): SubUsers {
  const broken = profileRules(profile);
  if (broken.length > 0) throw SubUserError.refusal(broken, { operation: 'configure', document: 'profile' });
  if (profile.provider !== undefined) return openSubUsers(profile.provider());
  const { carrier: name, ...options } = profile;
  const carrier: Carrier<unknown> = carriers[name];
  return openSubUsers(carrier.create(options));
}
