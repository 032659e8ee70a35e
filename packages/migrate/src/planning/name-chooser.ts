import { foldName } from '@subuser/core';
import { derivedName, isDerivedFrom } from './derived-name.ts';
import { givenName } from '../mapping/given-name.ts';
import type { InventoryRow } from '../inventory/inventory.ts';
import type { Pairing } from './pair-sub-users.ts';
import type { Sides } from './sides.ts';

/** The name of a sub-user on the target once the plan is applied, or why it can have none. */
export type ChosenName = { name: string } | { why: string };

/**
 * Chooses names on the target for the sub-users that move; call it in order of source id. A correct name on the target is
 * kept, and no name that is in use there is given to another sub-user: the steps of a plan run in any order.
 */
export function nameChooser(
  moving: readonly InventoryRow[],
  { target, mapping }: Sides,
): (pairing: Pairing) => ChosenName {
  const rule = target.traits.name;
  const fold = (name: string): string => foldName(name, rule);
  const isChangeable = target.traits.fields.name.access === 'read-write';
  const given = new Set(moving.flatMap(({ id }) => givenName(mapping, id) ?? []).map(fold));
  const taken = new Set<string>();
  /** Those of `given` that are in use on the target. */
  const inUse = new Set<string>();
  if (rule.unique)
    for (const { name } of target.subUsers) {
      const folded = fold(name);
      taken.add(folded);
      if (given.has(folded)) inUse.add(folded);
    }
  for (const name of given) taken.add(name);
  const turns = new Map<string, number>();

  function choose(subUser: InventoryRow, current: string | undefined): ChosenName {
    const override = givenName(mapping, subUser.id);
    if (current !== undefined && !isChangeable) return { name: current };
    if (override !== undefined) {
      const name = fold(override);
      if (!inUse.has(name) || (current !== undefined && fold(current) === name)) return { name };
      return { why: `“${name}” is taken on the target; give another name in names` };
    }
    if (current !== undefined && isDerivedFrom(current, subUser.name, rule)) return { name: current };
    const derived = derivedName(subUser.name, rule, taken, turns);
    if ('name' in derived) return derived;
    return { why: `no name can be made from “${subUser.name}” (${derived.why}); give one in names` };
  }

  return ({ source, target: paired }) => {
    const chosen = choose(source, paired?.name);
    if (rule.unique && 'name' in chosen) taken.add(fold(chosen.name));
    return chosen;
  };
}
