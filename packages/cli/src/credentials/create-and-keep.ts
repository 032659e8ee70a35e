import { type Created, type Credentials, type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
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
  const keepAll = async (all: readonly Credentials[]): Promise<void> => {
    for (const credentials of all)
      await place.keep({ carrier: subUsers.carrier, id: credentials.login, name: input.name }, credentials);
  };
  let created: Created;
  try {
    created = await subUsers.create(input, { ifUnknown });
  } catch (error) {
    // A reply that does not fit may still contain the secret, of which there is then no other copy.
    const { credentials, otherCredentials = [] } = SubUserError.is(error) ? error.detail : {};
    await keepAll(credentials ? [credentials, ...otherCredentials] : otherCredentials);
    throw error;
  }
  const { subUser, credentials, otherCredentials = [] } = created;
  if (credentials) await place.keep(subUser, credentials);
  await keepAll(otherCredentials);
  return created;
}
