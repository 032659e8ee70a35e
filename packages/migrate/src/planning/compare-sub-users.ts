import { foldName } from '@subuser/core';
import { isDerivedFrom } from './derived-name.ts';
import { givenName } from '../mapping/given-name.ts';
import { areSameGrants } from '../mapping/grant-table.ts';
import { type ContactField, contactFields, valueOf } from '../inventory/contact-fields.ts';
import type { InventoryRow } from '../inventory/inventory.ts';
import { isKeptAs } from './kept-as.ts';
import type { Candidate } from './candidate.ts';
import { isSameSetting } from './same-setting.ts';
import { isWithinCarrier, type Sides } from './sides.ts';
import type { PlannedChange } from '../plan/plan.ts';
import { isWritable } from '../mapping/writable.ts';

/**
 * How one field of a pair compares. `same` with `loss`: the target keeps it in another spelling. `differs` with `change`: the plan can fix it; with `loss`: it stays as it is; with
 * `block`: a person must fix it first.
 */
export type FieldComparison =
  | { field: string; is: 'same' }
  | { field: string; is: 'same'; loss: string }
  | { field: string; is: 'differs'; change: PlannedChange }
  | { field: string; is: 'differs'; loss: string }
  | { field: string; is: 'differs'; block: string }
  | { field: string; is: 'uncompared'; why: string };

type PairedCandidate = Candidate & { target: InventoryRow };

const missingOnTarget = 'the target has no such field';
const missingOnSource = 'the source has no such field';
const fixedAfterCreate = 'the target cannot change it after the create';

/**
 * Two accounts of one carrier may use the same id, and then a reference finds somebody else's sub-user. So a sub-user with
 * another name and no contact field in common blocks until a person confirms it in `names`. With an email, a phone number
 * or a description in common it was merely renamed.
 */
function isStranger({ source, target, pairing }: PairedCandidate, { target: there, mapping }: Sides): boolean {
  if (pairing.by !== 'reference' || givenName(mapping, source.id) !== undefined) return false;
  if (isDerivedFrom(target.name, source.name, there.traits.name)) return false;
  return contactFields.every((field) => {
    const value = valueOf(source, field);
    const there = valueOf(target, field);
    return value === undefined || there === undefined || !(value === there || isKeptAs(field, value, there));
  });
}

function strangerBlock(
  { source, target, pairing }: PairedCandidate,
  wish: string,
  { mapping, source: here }: Sides,
): string {
  const entry = `${JSON.stringify(source.id)}: ${JSON.stringify(wish)}`;
  const account = mapping.account === undefined ? 'set account' : 'change account';
  return (
    `“${target.name}” (${target.id}) on the target has the reference “${pairing.reference}”, but its name is not derived from ` +
    `“${source.name}”, and no other field matches; if one of them was renamed, add ${entry} to names; if it came from ` +
    `another account of ${here.carrier}, ${account} in the mapping`
  );
}

function compareName(pair: PairedCandidate, sides: Sides): FieldComparison | undefined {
  const { source, target, name } = pair;
  const { traits } = sides.target;
  const field = 'name';
  if (!('name' in name)) return undefined;
  const isChangeable = traits.fields.name.access === 'read-write';
  const override = givenName(sides.mapping, source.id);
  if (isStranger(pair, sides)) {
    const block = strangerBlock(pair, isChangeable ? name.name : target.name, sides);
    return { field, is: 'differs', block };
  }
  const current = foldName(target.name, traits.name);
  if (isChangeable)
    return current === name.name || isKeptAs('name', name.name, current)
      ? { field, is: 'same' }
      : { field, is: 'differs', change: { name: name.name } };
  const isCorrect = override === undefined || foldName(override, traits.name) === foldName(target.name, traits.name);
  return isCorrect ? { field, is: 'same' } : { field, is: 'uncompared', why: fixedAfterCreate };
}

function compareContact(
  field: ContactField,
  { source, target, desired }: PairedCandidate,
  sides: Sides,
): FieldComparison {
  const { traits } = sides.target;
  if (!isWritable(traits, field)) return { field, is: 'uncompared', why: missingOnTarget };
  const [own, wish, current] = [valueOf(source, field), desired.contact[field], valueOf(target, field)];
  if (source[field] === undefined && wish === undefined) return { field, is: 'uncompared', why: missingOnSource };
  // A default fills an empty field and overwrites nothing.
  if (current === wish || (own === undefined && wish !== undefined && current !== undefined))
    return { field, is: 'same' };
  if (current !== undefined && wish !== undefined && isKeptAs(field, wish, current))
    return { field, is: 'same', loss: `the target keeps it as “${current}”` };
  const { access, clearable } = traits.fields[field];
  if (access === 'create-only') return { field, is: 'differs', loss: fixedAfterCreate };
  if (wish === undefined && !clearable) return { field, is: 'differs', loss: 'the target cannot clear it' };
  return { field, is: 'differs', change: { [field]: wish ?? null } };
}

function compareGrants({ target, desired }: PairedCandidate, sides: Sides): FieldComparison {
  const field = 'grants';
  const { traits } = sides.target;
  const current = target.grants ?? null;
  if (!isWritable(traits, field)) return { field, is: 'uncompared', why: missingOnTarget };
  if (desired.grants === null)
    return current === null
      ? { field, is: 'same' }
      : { field, is: 'differs', loss: "the target cannot return to its parent's access" };
  if (current !== null && areSameGrants(current, desired.grants)) return { field, is: 'same' };
  if (traits.fields.grants.access === 'create-only') return { field, is: 'differs', loss: fixedAfterCreate };
  return { field, is: 'differs', change: { grants: [...desired.grants] } };
}

function compareEnabled({ target, desired }: PairedCandidate, { source, target: there }: Sides): FieldComparison {
  const field = 'enabled';
  if (there.traits.fields.enabled.access === 'absent') return { field, is: 'uncompared', why: missingOnTarget };
  if (source.traits.fields.enabled.access === 'absent') return { field, is: 'uncompared', why: missingOnSource };
  if (desired.isEnabled === (target.status !== 'disabled')) return { field, is: 'same' };
  if (desired.isEnabled) return { field, is: 'differs', loss: 'it is disabled on the target and stays disabled' };
  return { field, is: 'differs', block: `it is active on the target; suspend ${target.id} there first` };
}

/** A sub-user that cannot call is not as it was, whatever its fields contain. */
function compareStatus({ source, target }: PairedCandidate): FieldComparison[] {
  const field = 'status';
  if (target.status !== 'blocked') return [];
  if (source.status === 'blocked') return [{ field, is: 'same' }];
  return [{ field, is: 'differs', loss: 'the target blocks its calls until it is verified' }];
}

/** Within one carrier: its own settings, each as a field of its own. */
function compareSettings({ source, target, desired }: PairedCandidate, sides: Sides): FieldComparison[] {
  if (!isWithinCarrier(sides) || source.settings === undefined) return [];
  const current = target.settings?.values ?? {};
  const wanted = Object.entries(desired.settings).map(([name, wish]): FieldComparison => {
    const field = `carrierOptions.${name}`;
    if (isSameSetting(current[name] ?? null, wish)) return { field, is: 'same' };
    return { field, is: 'differs', change: { carrierOptions: { [name]: wish } } };
  });
  const { broken, values } = source.settings;
  const known = new Set([...Object.keys(values), ...broken.map(({ field }) => field)]);
  const others = Object.keys(current).filter((name) => !known.has(name));
  const why = 'the source has no such setting, and the target keeps its own';
  return [
    ...wanted,
    ...others.map((name): FieldComparison => ({ field: `carrierOptions.${name}`, is: 'differs', loss: why })),
  ];
}

function compareReference({ target, pairing }: PairedCandidate, { target: there }: Sides): FieldComparison {
  const field = 'reference';
  if (target.reference === pairing.reference) return { field, is: 'same' };
  if (there.traits.fields.reference.access === 'read-write')
    return { field, is: 'differs', change: { reference: pairing.reference } };
  return {
    field,
    is: 'differs',
    block: 'the target cannot set a reference after the create; give another name in names',
  };
}

/** Compares every field that a plan can set. A field whose desired value is blocked is not compared. */
export function compareSubUsers(candidate: Candidate, target: InventoryRow, sides: Sides): FieldComparison[] {
  const pair: PairedCandidate = { ...candidate, target };
  const isGrantKnown = pair.desired.blocks.every(({ field }) => field !== 'grants');
  const isStatusKnown = pair.desired.blocks.every(({ field }) => field !== 'enabled');
  const name = compareName(pair, sides);
  return [
    ...(name === undefined ? [] : [name]),
    ...contactFields.map((field) => compareContact(field, pair, sides)),
    ...(isGrantKnown ? [compareGrants(pair, sides)] : []),
    ...(isStatusKnown ? [compareEnabled(pair, sides)] : []),
    ...compareStatus(pair),
    ...compareSettings(pair, sides),
    compareReference(pair, sides),
  ];
}
