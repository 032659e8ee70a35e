import { randomString, type RandomInt } from '../ports/random-int.ts';
import { type BrokenRule, SubUserError } from './sub-user-error.ts';

export const characterClasses = {
  'upper-case letter': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'lower-case letter': 'abcdefghijklmnopqrstuvwxyz',
  digit: '0123456789',
  // No quotes, backslash, ampersand, plus, percent or semicolon: these need no escape in any shell, form or list.
  'special character': '!#$*-=?@^_~',
} as const;

export type CharacterClass = keyof typeof characterClasses;

/** A carrier's rule for passwords, as plain JSON. */
export interface PasswordRule {
  /** In characters (code points). */
  minLength: number;
  /** At least one of each. */
  classes: readonly CharacterClass[];
  whiteSpace: 'allowed' | 'refused';
  source: string;
}

const patterns: Record<CharacterClass, RegExp> = {
  'upper-case letter': /\p{Lu}/u,
  'lower-case letter': /\p{Ll}/u,
  digit: /\d/u,
  'special character': /[^\p{L}\p{N}\s]/u,
};

/** Every rule that the password breaks; empty if it passes. Never contains the password. */
export function checkPassword(password: string, rule: PasswordRule): BrokenRule[] {
  const broken: string[] = [];
  if (Array.from(password).length < rule.minLength) broken.push(`must have at least ${rule.minLength} characters`);
  for (const name of rule.classes) if (!patterns[name].test(password)) broken.push(`must have at least one ${name}`);
  if (rule.whiteSpace === 'refused' && /\s/u.test(password)) broken.push('must not have white space');
  return broken.map((text) => ({ field: 'password', rule: text }));
}

const generatedLength = 24;
const mostDraws = 1_000;

/**
 * A password that passes the rule: 24 characters (or the rule's minimum), about 145 bits from `random`.
 *
 * @throws SubUserError `internal` where `random` is not random
 */
export function generatePassword(rule: PasswordRule, random: RandomInt): string {
  const alphabet = Object.values(characterClasses).join('');
  const length = Math.max(generatedLength, rule.minLength);
  // Drawing again until one passes keeps all passing passwords equally likely. Nineteen in twenty pass at once.
  for (let turn = 0; turn < mostDraws; turn += 1) {
    const password = randomString(alphabet, length, random);
    if (checkPassword(password, rule).length === 0) return password;
  }
  const message = `No password could be generated: none of ${mostDraws} passes the rule, so randomInt is not random`;
  throw new SubUserError('internal', message, { operation: 'generatePassword' });
}
