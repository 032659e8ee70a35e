import { openSubUsers, type SubUsers } from '@subuser/core';
import { createProvider } from './create-provider.ts';
import type { Profile } from './profile.ts';

/**
 * Opens one account without a container; `close()` is then the caller's. Nobody is contacted before the first call.
 *
 * @throws SubUserError `invalid-argument` for a wrong profile, with every misfit in `detail.fields`, never a value
 */
export function createSubUsers(profile: Profile): SubUsers {
  return openSubUsers(createProvider(profile));
}
