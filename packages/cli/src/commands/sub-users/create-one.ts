import { type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import { openCredentialPlace, type PlaceOptions } from '../../credentials/credential-place.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { subUserView } from '../../views/sub-user-view.ts';
import type { Context } from '../context.ts';

interface Parts {
  subUsers: SubUsers;
  profile: string;
  input: NewSubUser;
  flags: PlaceOptions & { ifUnknown: 'settle' | 'throw' };
}

/** Creates a sub-user and keeps its credentials, also those of a create that fails. */
export async function createOne(context: Context, { subUsers, profile, input, flags }: Parts): Promise<void> {
  const { carrier } = subUsers;
  const broken = subUsers.check(input);
  if (broken.length > 0) throw SubUserError.refusal(broken, { carrier, operation: 'create', subject: input.name });
  const place = await openCredentialPlace(flags, profile, context.terminal);
  const stop = listenForStop(context.terminal, 'Waiting for the reply, since the secret is shown only once.');
  try {
    const { subUser, credentials, openAttempts = [] } = await subUsers.create(input, { ifUnknown: flags.ifUnknown });
    if (credentials) await place.keep(subUser, credentials);
    const warning = `An earlier attempt may still create a duplicate whose secret is lost. Look in the carrier’s console for a description ending in ~${openAttempts.join(' or ~')}, and delete it.`;
    await context.show({ ...subUserView(subUser), notes: openAttempts.length > 0 ? [warning] : [] });
  } catch (error) {
    // A reply that does not fit may still contain the secret, of which there is then no other copy.
    const { credentials } = SubUserError.is(error) ? error.detail : {};
    if (credentials) await place.keep({ carrier, id: credentials.login, name: input.name }, credentials);
    throw error;
  } finally {
    stop.end();
    await place.close();
  }
}
