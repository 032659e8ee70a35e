import type { BrokenRule } from '@subuser/core';
import type { SubUserDraft, SubUserRevision } from '@subuser/core/provider';
import type { VobizCarrierOptions } from './carrier-options.ts';

/** `customer_use` needs an email (seed 000). */
export function checkDraft({ email, carrierOptions }: SubUserDraft<VobizCarrierOptions>): BrokenRule[] {
  if (carrierOptions?.kycMode !== 'customer_use' || email !== undefined) return [];
  return [{ field: 'email', rule: 'is required with kycMode customer_use' }];
}

/** No document lists `password` among the fields of an update. */
export function checkRevision({ carrierOptions }: SubUserRevision<VobizCarrierOptions>): BrokenRule[] {
  if (carrierOptions?.password === undefined) return [];
  return [{ field: 'carrierOptions.password', rule: 'can only be set by a create', unsupported: true }];
}
