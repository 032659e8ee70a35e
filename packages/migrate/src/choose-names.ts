import { foldName, type SubUserId } from '@subuser/core';
import { derivedName, isDerivedFrom } from './derived-name.ts';
import type { Listed } from './inventory.ts';
import type { Pairing, Sides } from './pair-sub-users.ts';

/** The name that a sub-user has on the target once the plan is applied, or why it can have none. */
export type ChosenName = { name: string } | { why: string };

/**
 * Names on the target, in order of source id. A name that stands there stays where it is right, and is given to nobody
 * else before it is free: plans are applied in any order.
 */
export function chooseNames(
  pairings: ReadonlyMap<SubUserId, Pairing>,
  { target, mapping }: Sides,
): Map<SubUserId, ChosenName> {
  const rule = target.traits.name;
  const fold = (name: string): string => foldName(name, rule);
  const isChangeable = target.traits.fields.name.access === 'read-write';
  const standing = new Set(target.subUsers.map(({ name }) => fold(name)));
  const overrides = [...pairings.keys()].map((id) => mapping.names[id]).filter((name) => name !== undefined);
  const taken = new Set([...standing, ...overrides.map(fold)]);

  function choose(subUser: Listed, current: string | undefined): ChosenName {
    const override = mapping.names[subUser.id];
    if (current !== undefined && !isChangeable) return { name: current };
    if (override !== undefined) {
      const name = fold(override);
      if (!rule.unique || !standing.has(name) || (current !== undefined && fold(current) === name)) return { name };
      return { why: `“${name}” is taken on the target; give another name in names` };
    }
    if (current !== undefined && isDerivedFrom(current, subUser.name, rule)) return { name: current };
    const derived = derivedName(subUser.name, rule, taken);
    if ('name' in derived) return derived;
    return { why: `no name can be made from “${subUser.name}” (${derived.why}); give one in names` };
  }

  const chosen = new Map<SubUserId, ChosenName>();
  for (const [id, pairing] of pairings) {
    const name = choose(pairing.source, pairing.target?.name);
    if ('name' in name) taken.add(fold(name.name));
    chosen.set(id, name);
  }
  return chosen;
}
