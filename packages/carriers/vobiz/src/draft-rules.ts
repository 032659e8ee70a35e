import type { BrokenRule } from '@subuser/core';
import { brokenRules, type SubUserDraft, type SubUserRevision } from '@subuser/core/provider';
import { carrierOptionsSchema, type VobizCarrierOptions } from './carrier-options.ts';
import { grantNames } from './vobiz-traits.ts';

function optionRules(carrierOptions: unknown): BrokenRule[] {
  if (carrierOptions === undefined) return [];
  const parsed = carrierOptionsSchema.safeParse(carrierOptions);
  if (parsed.success) return [];
  return brokenRules(parsed.error).map(({ field, rule }) => ({
    field: field === 'input' ? 'carrierOptions' : `carrierOptions.${field}`,
    rule,
  }));
}

function grantRules(grants: readonly string[] = []): BrokenRule[] {
  const known: readonly string[] = grantNames;
  return grants
    .filter((grant) => !known.includes(grant))
    .map((grant) => ({
      field: 'grants',
      rule: `Vobiz has no “${grant}”, only ${known.join(' and ')}`,
      unsupported: true,
    }));
}

/** The rules of a create that traits cannot express: carrier options, and `customer_use` without an email (seed 000). */
export function checkVobizDraft(draft: SubUserDraft<VobizCarrierOptions>): BrokenRule[] {
  const broken = optionRules(draft.carrierOptions);
  if (draft.carrierOptions?.kycMode === 'customer_use' && draft.email === undefined)
    broken.push({ field: 'email', rule: 'is required with kycMode customer_use' });
  return broken;
}

/** Every rule, those that `openSubUsers` checks by the traits included, for who calls the provider itself. */
export function draftRules(draft: SubUserDraft<VobizCarrierOptions>): BrokenRule[] {
  const broken = [...grantRules(draft.grants), ...checkVobizDraft(draft)];
  if (draft.password !== undefined)
    broken.push({
      field: 'password',
      rule: 'Vobiz issues the credentials; carrierOptions.password is for its console',
      unsupported: true,
    });
  return broken;
}

/** The same of an update. What Vobiz has no documented way to do is `unsupported`. */
export function revisionRules(revision: SubUserRevision<VobizCarrierOptions>): BrokenRule[] {
  const broken = [...grantRules(revision.grants), ...optionRules(revision.carrierOptions)];
  for (const field of ['email', 'phone', 'description'] as const)
    if (revision[field] === null) broken.push({ field, rule: 'Vobiz documents no way to empty it', unsupported: true });
  if (revision.carrierOptions?.password !== undefined)
    broken.push({ field: 'carrierOptions.password', rule: 'can only be set by a create', unsupported: true });
  return broken;
}
