import { type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import { createAndKeep } from '../../credentials/create-and-keep.ts';
import { openCredentialPlace, type PlaceOptions } from '../../credentials/credential-place.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { subUserView } from '../../views/sub-user-view.ts';
import type { Context } from '../context.ts';
import { withCleanUp } from '../with-clean-up.ts';

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
  await withCleanUp(async (cleanUp) => {
    const stop = listenForStop(context.terminal, 'Waiting for the reply, since the secret is shown only once.');
    cleanUp(stop.end);
    const place = await openCredentialPlace(flags, profile, context.terminal);
    cleanUp(() => place.close());
    const { subUser, openAttempts = [] } = await createAndKeep(subUsers, place, input, flags.ifUnknown);
    const warning = `An earlier attempt may still create a duplicate whose secret is lost. Look in the carrier’s console for a description ending in ~${openAttempts.join(' or ~')}, and delete it.`;
    await context.show({ ...subUserView(subUser), notes: openAttempts.length > 0 ? [warning] : [] });
  });
}
