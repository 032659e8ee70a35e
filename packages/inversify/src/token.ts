import type { SubUsers } from '@subuser/core';
import type { ServiceIdentifier } from 'inversify';

// A constant annotated `ServiceIdentifier<T>` would be narrowed to `symbol` and lose `T`; a function's result is not.
function token<T>(name: string): ServiceIdentifier<T> {
  return Symbol.for(name);
}

/** What a profile's `SubUsers` are bound to: the same for the same name, also across two copies of this package. */
export function subUsersToken(profile: string): ServiceIdentifier<SubUsers> {
  return token(`subuser.sub-users.${profile}`);
}
