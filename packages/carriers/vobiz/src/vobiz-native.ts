import type { SubUser } from '@subuser/core';
import { nativeReader } from '@subuser/http';
import { carrier } from './carrier.ts';
import type { SubAccount } from './vobiz-api.ts';

/**
 * The Vobiz object behind a sub-user: `rate_limit`, `kyc_mode` and whatever else Vobiz sent. Throws `invalid-argument`
 * for a sub-user of another carrier.
 */
export const nativeOf: (subUser: SubUser) => SubAccount = nativeReader(carrier, 'auth_id');
