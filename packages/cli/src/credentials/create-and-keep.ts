import { type Created, type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import type { CredentialPlace } from './credential-place.ts';

/**
 * Creates a sub-user and keeps its credentials, also those of a create that fails. It cannot be cancelled, since the
 * secret is shown only once.
 */
export async function createAndKeep(
  subUsers: SubUsers,
  place: Pick<CredentialPlace, 'keep'>,
  input: NewSubUser,
  ifUnknown: 'settle' | 'throw',
): Promise<Created> {
  let created: Created;
  try {
    created = await subUsers.create(input, { ifUnknown });
  } catch (error) {
    // A reply that does not fit may still contain the secret, of which there is then no other copy.
    const { credentials } = SubUserError.is(error) ? error.detail : {};
    const { carrier } = subUsers;
    if (credentials) await place.keep({ carrier, id: credentials.login, name: input.name }, credentials);
    throw error;
  }
  const { subUser, credentials } = created;
  if (credentials) await place.keep(subUser, credentials);
  return created;
}
