import { deriveName, foldName, type NameRule, SubUserError } from '@subuser/core';
import { isKeptAs } from './kept-as.ts';

/** What `deriveName` adds after a hyphen where names would collide. */
const suffix = /^[0-9a-z]{4}$/u;

export type DerivedName = { name: string } | { why: string };

/** The name that `deriveName` returns, or why there is none. */
export function derivedName(
  display: string,
  rule: NameRule,
  taken?: ReadonlySet<string>,
  turns?: Map<string, number>,
): DerivedName {
  try {
    return { name: deriveName(display, rule, taken, turns) };
  } catch (error) {
    if (!SubUserError.is(error, 'invalid-argument')) throw error;
    return { why: (error.detail.fields ?? []).map((fault) => fault.rule).join('; ') };
  }
}

/**
 * True if the name may have been derived from this display name, even if `deriveName` would return another one today: the
 * name that it had to avoid may be gone by now, and no login changes because of that.
 */
export function isDerivedFrom(name: string, display: string, rule: NameRule): boolean {
  const folded = foldName(name, rule);
  const plain = derivedName(display, rule);
  if ('why' in plain) return false;
  if (plain.name === folded || isKeptAs('name', plain.name, folded)) return true;
  const apart = derivedName(display, rule, new Set([plain.name]));
  if ('why' in apart || apart.name === plain.name) return false;
  const [stem, end] = [folded.slice(0, -4), folded.slice(-4)];
  return stem === apart.name.slice(0, -4) && suffix.test(end);
}
