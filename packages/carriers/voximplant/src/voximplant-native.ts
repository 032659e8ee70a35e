import type { SubUser } from '@subuser/core';
import { nativeReader } from '@subuser/http';
import { carrier } from './carrier.ts';
import type { SubUserView } from './voximplant-api.ts';

/**
 * The Voximplant object behind a sub-user: its roles with ids and inheritance, and whatever else Voximplant sent. Of a
 * sub-user that was just created it is what was asked for, since AddSubUser returns only the id (seed 004). Throws
 * `invalid-argument` for a sub-user of another carrier.
 */
export const nativeOf: (subUser: SubUser) => SubUserView = nativeReader(carrier, 'subuser_id');
