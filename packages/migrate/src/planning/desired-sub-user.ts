import type { Traits } from '@subuser/core';
import { entryOf, targetGrants } from '../mapping/grant-table.ts';
import { type ContactField, contactFields, valueOf } from '../inventory/contact-fields.ts';
import type { InventoryRow } from '../inventory/inventory.ts';
import { isSameSetting } from './same-setting.ts';
import { isWithinCarrier, type Sides } from './sides.ts';
import type { Reason } from '../plan/plan.ts';
import { isWritable } from '../mapping/writable.ts';

/** What a source sub-user should be on the target. */
export interface DesiredSubUser {
  /** Absent: neither the source nor the mapping has a value. */
  contact: { [field in ContactField]?: string };
  /** `null`: it inherits its parent's access. */
  grants: readonly string[] | null;
  isEnabled: boolean;
  /** The carrier's own settings, by the names that its `carrierOptions` have for them. */
  settings: Readonly<Record<string, unknown>>;
  losses: Reason[];
  blocks: Reason[];
}

const kinds: Readonly<Record<Traits['kind'], string>> = {
  tenant: 'a tenant (an account with its own API credentials and call records)',
  operator: 'an operator (a login of the account, with roles)',
};

function addContact(subUser: InventoryRow, { target, mapping }: Sides, desired: DesiredSubUser): void {
  for (const field of contactFields) {
    const value = valueOf(subUser, field);
    if (isWritable(target.traits, field)) {
      const given = value ?? mapping.defaults[field];
      if (given !== undefined) desired.contact[field] = given;
    } else if (value !== undefined) desired.losses.push({ field, why: 'the target has no such field' });
  }
}

function addGrants({ grants = null }: InventoryRow, { target, mapping }: Sides, desired: DesiredSubUser): void {
  const isSettable = isWritable(target.traits, 'grants');
  if (grants === null) {
    if (mapping.inheritedGrants !== null)
      desired.grants = targetGrants(mapping.inheritedGrants, mapping.grants, target.grants);
    else if (isSettable && target.traits.grants.omitted === 'none') {
      const why =
        "it inherits its parent's access, which the target cannot represent; set inheritedGrants in the mapping";
      desired.blocks.push({ field: 'grants', why });
    }
    return;
  }
  const words = grants.toSorted().flatMap((grant) => {
    const entry = entryOf(grant, mapping.grants);
    if (entry === undefined)
      desired.blocks.push({
        field: 'grants',
        why: `the mapping has no entry for “${grant}”; add ${JSON.stringify(grant)} to grants in the mapping`,
      });
    else if (entry.length === 0) desired.losses.push({ field: 'grants', why: `the mapping drops “${grant}”` });
    return entry ?? [];
  });
  desired.grants = targetGrants(words, mapping.grants, target.grants);
  if (!isSettable) desired.losses.push({ field: 'grants', why: 'the target cannot set the grants of a sub-user' });
}

function addStatus({ status }: InventoryRow, { target, mapping }: Sides, desired: DesiredSubUser): void {
  if (status === 'blocked')
    desired.losses.push({
      field: 'status',
      why: 'the source blocks its calls until it is verified; verification status does not carry over',
    });
  if (status !== 'disabled') return;
  if (mapping.disabled !== 'keep')
    desired.losses.push({ field: 'enabled', why: 'it is disabled, and the mapping activates it' });
  else if (isWritable(target.traits, 'enabled')) desired.isEnabled = false;
  else
    desired.blocks.push({
      field: 'enabled',
      why: 'it is disabled, and the target cannot disable sub-users; set disabled to “activate” or “skip” in the mapping',
    });
}

function addSettings({ settings }: InventoryRow, sides: Sides, desired: DesiredSubUser): void {
  if (settings === undefined || !isWithinCarrier(sides)) return;
  const { carrierOptions = {} } = sides.mapping.defaults;
  const given = Object.entries(settings.values).map(([name, value]): [string, unknown] => {
    if (!Object.hasOwn(carrierOptions, name) || isSameSetting(carrierOptions[name], value)) return [name, value];
    const why = `${JSON.stringify(value)} becomes ${JSON.stringify(carrierOptions[name])}, as the mapping says`;
    desired.losses.push({ field: `carrierOptions.${name}`, why });
    return [name, carrierOptions[name]];
  });
  desired.settings = Object.fromEntries(given);
  for (const { field, rule } of settings.broken) {
    if (Object.hasOwn(carrierOptions, field)) continue;
    const why = `its value cannot be set on the target (${rule}); set ${field} in defaults.carrierOptions in the mapping`;
    desired.blocks.push({ field: `carrierOptions.${field}`, why });
  }
}

/** Nothing is guessed: a person corrects what cannot be read, or leaves the sub-user out. */
function addUnreadable({ unreadable = [], id }: InventoryRow, desired: DesiredSubUser): void {
  const why = `cannot be read on the source; correct it there, or add ${JSON.stringify(id)} to filter.except in the mapping`;
  for (const field of unreadable) desired.blocks.push({ field, why });
}

export function desiredSubUser(subUser: InventoryRow, sides: Sides): DesiredSubUser {
  const { source, target } = sides;
  const desired: DesiredSubUser = { contact: {}, grants: null, isEnabled: true, settings: {}, losses: [], blocks: [] };
  const [from, to] = [source.traits.kind, target.traits.kind];
  if (from !== to) {
    const why = `${kinds[from]} becomes ${kinds[to]}; the two cannot do the same`;
    desired.losses.push({ field: 'kind', why });
  }
  addUnreadable(subUser, desired);
  addContact(subUser, sides, desired);
  addGrants(subUser, sides, desired);
  addStatus(subUser, sides, desired);
  addSettings(subUser, sides, desired);
  if ((subUser.reference ?? null) !== null) {
    const why = `“${subUser.reference}” does not move: the reference on the target names the source sub-user`;
    desired.losses.push({ field: 'reference', why });
  }
  return desired;
}
