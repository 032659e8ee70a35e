import type { Traits } from '@subuser/core';
import { entryOf, targetGrants } from '../mapping/grant-table.ts';
import type { Listed } from '../inventory/inventory.ts';
import type { Sides } from './pair-sub-users.ts';
import type { Loss } from '../plan/plan.ts';
import { isWritable } from '../mapping/writable.ts';

export const contactFields = ['email', 'phone', 'description'] as const;
export type ContactField = (typeof contactFields)[number];

/** What a source sub-user should be on the target. */
export interface Wanted {
  /** Absent: neither the source nor the mapping has anything. */
  contact: { [field in ContactField]?: string };
  /** `null`: the access of its parent. */
  grants: readonly string[] | null;
  isEnabled: boolean;
  losses: Loss[];
  blocks: Loss[];
}

const kinds: Readonly<Record<Traits['kind'], string>> = {
  tenant: 'a tenant, an account with API credentials and call records of its own,',
  operator: 'an operator, a login of the account with roles,',
};

/** An empty text is no value: carriers show an empty field either way. */
export const valueOf = (subUser: Listed, field: ContactField): string | undefined => subUser[field] || undefined;

function wantContact(subUser: Listed, { target, mapping }: Sides, wanted: Wanted): void {
  for (const field of contactFields) {
    const value = valueOf(subUser, field);
    if (isWritable(target.traits, field)) {
      const given = value ?? mapping.defaults[field];
      if (given !== undefined) wanted.contact[field] = given;
    } else if (value !== undefined) wanted.losses.push({ field, why: 'the target has no such field' });
  }
}

function wantGrants({ grants = null }: Listed, { target, mapping }: Sides, wanted: Wanted): void {
  const isHeld = isWritable(target.traits, 'grants');
  if (grants === null) {
    if (mapping.inheritedGrants !== null)
      wanted.grants = targetGrants(mapping.inheritedGrants, mapping.grants, target.grants);
    else if (isHeld && target.traits.grants.omitted === 'none') {
      const why = 'it has the access of its parent, which the target cannot say; set inheritedGrants in the mapping';
      wanted.blocks.push({ field: 'grants', why });
    }
    return;
  }
  const words = grants.toSorted().flatMap((grant) => {
    const entry = entryOf(grant, mapping.grants);
    if (entry === undefined)
      wanted.blocks.push({
        field: 'grants',
        why: `the mapping says nothing of “${grant}”; add ${JSON.stringify(grant)} to grants in the mapping`,
      });
    else if (entry.length === 0) wanted.losses.push({ field: 'grants', why: `the mapping drops “${grant}”` });
    return entry ?? [];
  });
  wanted.grants = targetGrants(words, mapping.grants, target.grants);
  if (!isHeld) wanted.losses.push({ field: 'grants', why: 'the target cannot say what a sub-user may do' });
}

function wantStatus({ status }: Listed, { target, mapping }: Sides, wanted: Wanted): void {
  if (status === 'blocked')
    wanted.losses.push({
      field: 'status',
      why: 'the source refuses its calls until something is verified; a verification does not move, nor does its lack',
    });
  if (status !== 'disabled') return;
  if (mapping.disabled !== 'keep')
    wanted.losses.push({ field: 'enabled', why: 'it is disabled, and the mapping makes it active' });
  else if (isWritable(target.traits, 'enabled')) wanted.isEnabled = false;
  else
    wanted.blocks.push({
      field: 'enabled',
      why: 'it is disabled, and the target cannot disable; set disabled to “activate” or “skip” in the mapping',
    });
}

export function wantedSubUser(subUser: Listed, sides: Sides): Wanted {
  const { source, target } = sides;
  const wanted: Wanted = { contact: {}, grants: null, isEnabled: true, losses: [], blocks: [] };
  const [from, to] = [source.traits.kind, target.traits.kind];
  if (from !== to) {
    const why = `${kinds[from]} becomes ${kinds[to].replace(/,$/u, '')}; the one cannot do the other's work`;
    wanted.losses.push({ field: 'kind', why });
  }
  wantContact(subUser, sides, wanted);
  wantGrants(subUser, sides, wanted);
  wantStatus(subUser, sides, wanted);
  if ((subUser.reference ?? null) !== null) {
    const why = `“${subUser.reference}” stays behind: the target's says where it came from`;
    wanted.losses.push({ field: 'reference', why });
  }
  return wanted;
}
