import { type CallOptions, type SubUser, SubUserError, type SubUserId } from '@subuser/core';
import { carrier } from './carrier.ts';
import { convertSubUser } from './convert-sub-user.ts';
import type { VoximplantClient } from './voximplant-client.ts';

const named = { carrier, operation: 'get', carrierOperation: 'GetSubUsers' };

/** One subuser with its roles. The carrier answers an empty list where there is none. */
export async function readSubUser(
  client: VoximplantClient,
  id: SubUserId | undefined,
  call?: CallOptions,
): Promise<SubUser> {
  // Without one the carrier would answer with the whole account.
  if (id === undefined) throw SubUserError.refusal([{ field: 'id', rule: 'must be given' }], named);
  const { result } = await client.getSubUsers({ subuser_id: id, with_roles: true }, call);
  const view = result.find((row) => String(row.subuser_id) === id);
  if (view !== undefined) return convertSubUser(view);
  throw new SubUserError('not-found', 'there is no such subuser in the account.', { ...named, subject: id });
}
