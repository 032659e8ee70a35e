import type { SubUserDraft, SubUserRevision } from '@subuser/core/provider';
import { readFlag } from '@subuser/http';
import type { VobizCarrierOptions } from './carrier-options.ts';
import type { SubAccount } from './vobiz-api.ts';
import type { CreateSubAccountBody, UpdateSubAccountBody } from './vobiz-request.ts';
import { grantNames } from './vobiz-traits.ts';

function permissionsOf(grants: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(grantNames.map((name) => [name, grants.includes(name)]));
}

/** Sends nothing that the caller left out, so that the carrier's defaults apply (seed 000). */
export function createBody(draft: SubUserDraft<VobizCarrierOptions>): CreateSubAccountBody {
  const { rateLimit, password, kycMode, businessType } = draft.carrierOptions ?? {};
  return {
    name: draft.name,
    ...(draft.email !== undefined && { email: draft.email }),
    ...(draft.phone !== undefined && { phone: draft.phone }),
    ...(draft.description !== undefined && { description: draft.description }),
    ...(rateLimit !== undefined && { rate_limit: rateLimit }),
    ...(draft.grants !== undefined && { permissions: permissionsOf(draft.grants) }),
    ...(password !== undefined && { password }),
    ...(draft.enabled !== undefined && { enabled: draft.enabled }),
    ...(kycMode !== undefined && { kyc_mode: kycMode }),
    ...(businessType !== undefined && { business_type: businessType }),
  };
}

/**
 * An update replaces `permissions` as a whole, so present ones are written back: a permission that is not asked for as
 * `false`, and an undocumented value that says neither yes nor no unchanged.
 */
function mergePermissions(grants: readonly string[], present: SubAccount['permissions']): Record<string, unknown> {
  const kept = Object.entries(present ?? {}).map(([name, value]) => [
    name,
    typeof readFlag(value) === 'boolean' ? false : value,
  ]);
  return { ...Object.fromEntries(kept), ...permissionsOf(grants) };
}

/** `present` is the sub-account before the update; needed if grants change. */
export function updateBody(
  revision: SubUserRevision<VobizCarrierOptions>,
  present: SubAccount | null,
): UpdateSubAccountBody {
  const { rateLimit, kycMode, businessType } = revision.carrierOptions ?? {};
  const { name, email, phone, description, grants } = revision;
  return {
    ...(name !== undefined && { name }),
    ...(typeof email === 'string' && { email }),
    ...(typeof phone === 'string' && { phone }),
    ...(typeof description === 'string' && { description }),
    ...(rateLimit !== undefined && { rate_limit: rateLimit }),
    ...(grants !== undefined && { permissions: mergePermissions(grants, present?.permissions) }),
    ...(kycMode !== undefined && { kyc_mode: kycMode }),
    ...(businessType !== undefined && { business_type: businessType }),
  };
}
