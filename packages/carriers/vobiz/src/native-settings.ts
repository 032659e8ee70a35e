import type { SubUser } from '@subuser/core';
import { nativeOf } from './vobiz-native.ts';

/**
 * What another main account can set by `carrierOptions` of a create. A sub-account without `kyc_mode` has the default,
 * `personal_use` (seed 000), and such replies leave it out (seeds 001–003).
 */
export function nativeSettings(subUser: SubUser): Record<string, unknown> {
  const { rate_limit: rateLimit, kyc_mode: kycMode, business_type: businessType } = nativeOf(subUser);
  return {
    ...(typeof rateLimit === 'number' && { rateLimit }),
    kycMode: kycMode ?? 'personal_use',
    ...(typeof businessType === 'string' && { businessType }),
  };
}
