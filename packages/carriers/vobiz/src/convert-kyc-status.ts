import type { Verification } from '@subuser/core';
import type { KycStatus } from './vobiz-kyc-api.ts';

/** `personal_use` inherits its parent's verification, whatever its own says (seed 000). */
export function convertKycStatus(status: KycStatus): Verification {
  const callsBlocked = status.kyc_calls_blocked ?? false;
  if (status.kyc_mode === 'personal_use') return { state: 'not-required', callsBlocked };
  const { overall_status: state } = status;
  return { state: state === 'not_started' ? 'not-started' : state, callsBlocked };
}
