import type { BrokenRule } from './sub-user-error.ts';

/** A carrier's rule for names, as plain JSON. Lengths are in characters (code points), after folding. */
export interface NameRule {
  minLength: number;
  /** Absent where the carrier states none. */
  maxLength?: number;
  /** Allowed first characters as the inside of a character class (`a-z`); absent: any. */
  first?: string;
  /** Allowed characters as the inside of a character class (`a-z0-9_-`); absent: any. */
  characters?: string;
  /** What the carrier does to the case of a name. */
  fold: 'lower-case' | 'none';
  /** Whether two sub-users of one account cannot share a name. */
  unique: boolean;
  source: string;
}

/** The name as the carrier will store it. */
export function foldName(name: string, rule: NameRule): string {
  if (rule.fold === 'none') return name;
  // The Kelvin sign stays: its lower case is a plain k, which would silently be another name.
  const parts = name.split('\u212a').map((part) => part.toLowerCase());
  return parts.join('\u212a');
}

/** Every rule that the name breaks; empty if it passes. */
export function checkName(name: string, rule: NameRule): BrokenRule[] {
  const folded = foldName(name, rule);
  const length = Array.from(folded).length;
  const broken: string[] = [];
  if (folded.trim() === '') broken.push('must not be empty');
  else if (length < rule.minLength) broken.push(`must have at least ${rule.minLength} characters, has ${length}`);
  if (rule.maxLength !== undefined && length > rule.maxLength)
    broken.push(`must have at most ${rule.maxLength} characters, has ${length}`);
  if (rule.first !== undefined && folded !== '' && !new RegExp(`^[${rule.first}]`, 'u').test(folded))
    broken.push(`must begin with one of [${rule.first}]`);
  if (rule.characters !== undefined && !new RegExp(`^[${rule.characters}]*$`, 'u').test(folded))
    broken.push(`may only have characters of [${rule.characters}]`);
  return broken.map((text) => ({ field: 'name', rule: text }));
}
