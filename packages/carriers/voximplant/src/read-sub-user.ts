import { type CallOptions, type SubUser, SubUserError, type SubUserId } from '@subuser/core';
import { convertSubUser } from './convert-sub-user.ts';
import type { VoximplantClient } from './voximplant-client.ts';
import { carrier } from './carrier.ts';

const operation = 'GetSubUsers';

/** One subuser with its roles. An empty list is how the carrier says that there is none. */
export async function readSubUser(
  client: VoximplantClient,
  id: SubUserId | undefined,
  call?: CallOptions,
): Promise<SubUser> {
  // Without one the carrier would answer with the whole account.
  if (id === undefined) throw SubUserError.refusal([{ field: 'id', rule: 'must be given' }], { carrier, operation });
  const { result } = await client.getSubUsers({ subuser_id: id, with_roles: true }, call);
  const view = result.find((row) => String(row.subuser_id) === id);
  if (view !== undefined) return convertSubUser(view);
  throw new SubUserError('not-found', `Voximplant ${operation} of “${id}”: there is no such subuser in the account.`, {
    carrier,
    operation,
  });
}
