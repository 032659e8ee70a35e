import { deriveName, foldName, type NameRule, SubUserError } from '@subuser/core';

/** Further derivations of one display name that count as right: as many as share a base in any usual account. */
const turns = 4;

export type DerivedName = { name: string } | { why: string };

/** The name by the one rule of `deriveName`, or why there is none. */
export function derivedName(display: string, rule: NameRule, taken?: ReadonlySet<string>): DerivedName {
  try {
    return { name: deriveName(display, rule, taken) };
  } catch (error) {
    if (!SubUserError.is(error, 'invalid-argument')) throw error;
    return { why: (error.detail.fields ?? []).map((fault) => fault.rule).join('; ') };
  }
}

/**
 * Whether the name may come from this display name, though it would be derived otherwise today: who stood in its way
 * then may be gone, and nobody's login changes because of that.
 */
export function isDerivedFrom(name: string, display: string, rule: NameRule): boolean {
  const tried = new Set<string>();
  for (let turn = 0; turn < turns; turn += 1) {
    const derived = derivedName(display, rule, tried);
    if ('why' in derived) return false;
    if (derived.name === foldName(name, rule)) return true;
    tried.add(derived.name);
  }
  return false;
}
