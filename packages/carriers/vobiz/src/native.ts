import { type SubUser, SubUserError } from '@subuser/core';
import type { SubAccount } from './vobiz-api.ts';

function isSubAccount(value: unknown): value is SubAccount {
  return typeof value === 'object' && value !== null && 'auth_id' in value;
}

/**
 * The Vobiz object behind a sub-user: `rate_limit`, `kyc_mode` and whatever else Vobiz sent. Throws `invalid-argument`
 * for a sub-user of another carrier.
 */
export function nativeOf(subUser: SubUser): SubAccount {
  if (subUser.carrier === 'vobiz' && isSubAccount(subUser.native)) return subUser.native;
  throw SubUserError.refusal([{ field: 'subUser', rule: 'must have been read by the Vobiz adapter' }], {
    carrier: 'vobiz',
    operation: 'nativeOf',
  });
}
