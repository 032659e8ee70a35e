import { type SubUser, SubUserError } from '@subuser/core';
import { type SubUserView, subUserViewSchema } from './voximplant-api.ts';
import { carrier } from './carrier.ts';

/**
 * The Voximplant object behind a sub-user: its roles with ids and inheritance, and whatever else Voximplant sent. Of a
 * sub-user that was just created it is what was asked for, since AddSubUser answers the id alone (seed 004). Throws
 * `invalid-argument` for a sub-user of another carrier.
 */
export function nativeOf(subUser: SubUser): SubUserView {
  const parsed = subUserViewSchema.safeParse(subUser.native);
  if (subUser.carrier === carrier && parsed.success) return parsed.data;
  throw SubUserError.refusal([{ field: 'subUser', rule: 'must have been read by the Voximplant adapter' }], {
    carrier,
    operation: 'nativeOf',
  });
}
