import type { SubUsers } from '@subuser/core';
import type { ServiceIdentifier } from 'inversify';

// TypeScript would narrow a constant annotated `ServiceIdentifier<T>` to `symbol` and lose `T`, but not a result.
function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol.for(name);
}

/** The identifier to which a profile's `SubUsers` are bound: the same for a name, even across two copies of this package. */
export function subUsersToken(profile: string): ServiceIdentifier<SubUsers> {
  return token(`subuser.sub-users.${profile}`);
}
