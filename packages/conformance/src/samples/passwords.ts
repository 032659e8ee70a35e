import type { PasswordRule } from '@subuser/core';

/** For carriers that issue secrets and state no rule. */
export const anyPasswordRule: PasswordRule = {
  minLength: 24,
  classes: [],
  whiteSpace: 'refused',
  source: 'this suite',
};

// Its first four characters are one of each class.
const pattern = 'Kv8#nB3?tZ6!wD5-';

/** The shortest password that the rule allows. */
export function shortestPassword({ minLength, classes }: PasswordRule): string {
  const length = Math.max(minLength, classes.length > 0 ? 4 : 1);
  return pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
}

const ofClass = {
  'upper-case letter': /\p{Lu}/gu,
  'lower-case letter': /\p{Ll}/gu,
  digit: /\d/gu,
  'special character': /[^\p{L}\p{N}\s]/gu,
} as const;

/** Passwords that break one rule each, with that rule. */
export function brokenPasswords(rule: PasswordRule): { why: string; password: string }[] {
  const long = pattern.repeat(Math.ceil(rule.minLength / 4) + 1);
  const broken = rule.classes.map((name) => ({ why: `has no ${name}`, password: long.replace(ofClass[name], '') }));
  if (rule.minLength > 1)
    broken.push({ why: 'is too short', password: pattern.repeat(rule.minLength).slice(0, rule.minLength - 1) });
  if (rule.whiteSpace === 'refused') broken.push({ why: 'has white space', password: `${long} ${long}` });
  return broken;
}
