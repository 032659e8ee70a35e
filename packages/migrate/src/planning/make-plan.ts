import { SubUserError } from '@subuser/core';
import { inOrder, readBasis } from '../inventory/basis.ts';
import { digestOf } from '../plan/canonical-json.ts';
import { checkMapping } from '../mapping/check-mapping.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { decideSubUsers } from './decide-sub-users.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { isWithinCarrier, type Sides } from './sides.ts';
import type { Reason, Plan, PlanSide } from '../plan/plan.ts';

function sideOf(inventory: Inventory, hasSettings: boolean): PlanSide {
  const { profile, carrier, subUsers } = inventory;
  return { profile, carrier, count: subUsers.length, ...readBasis(inventory, hasSettings) };
}

function settingsNote(sides: Sides): string {
  const { source } = sides;
  const names = new Set(source.subUsers.flatMap(({ settings }) => Object.keys(settings?.values ?? {})));
  if (!isWithinCarrier(sides) || names.size === 0)
    return `settings that only ${source.carrier} has are not read and do not move`;
  const list = [...names].toSorted().join(', ');
  return `of the settings that only ${source.carrier} has, these move: ${list}; any others are not read and do not move`;
}

function notesOf(sides: Sides): Reason[] {
  const { target } = sides;
  const origin = {
    issued: 'the target issues new ones with each create',
    chosen: 'a new password is generated for each create',
  }[target.traits.credentials.origin];
  return [
    { field: 'credentials', why: `carriers do not reveal secrets, so they do not move: ${origin}` },
    { field: 'native', why: settingsNote(sides) },
    { field: 'createdAt', why: 'times do not move: on the target they start with the create' },
  ];
}

/**
 * Decides what becomes of every sub-user of the source. Pure: the same inventories and mapping give the same plan, to
 * the byte. Nothing of the source is dropped silently: each loss is in its step or in the notes of the plan, or it blocks.
 *
 * @throws SubUserError `invalid-argument` for a mapping that does not fit these accounts, and if both are the same account
 */
export function makePlan({
  source,
  target,
  mapping,
}: {
  source: Inventory;
  target: Inventory;
  mapping: Mapping;
}): Plan {
  if (source.carrier === target.carrier && source.profile === target.profile) {
    const rule = `must be another account than the source (${source.profile})`;
    throw SubUserError.refusal([{ field: 'target', rule }], { operation: 'makePlan', document: 'plan' });
  }
  const sides = { source: inOrder(source), target: inOrder(target), mapping };
  checkMapping(mapping, sides);
  const steps = Array.from(decideSubUsers(sides), ({ step }) => step);
  const plan: Omit<Plan, 'digest'> = {
    format: 'subuser-plan',
    version: 1,
    source: sideOf(sides.source, isWithinCarrier(sides)),
    target: sideOf(sides.target, isWithinCarrier(sides)),
    mapping,
    notes: notesOf(sides),
    filtered: source.subUsers.length - steps.length,
    complete: steps.every(({ action }) => action !== 'blocked'),
    applicable: steps.some(({ action }) => action !== 'blocked' && action !== 'none'),
    steps,
  };
  return { ...plan, digest: digestOf(plan) };
}
