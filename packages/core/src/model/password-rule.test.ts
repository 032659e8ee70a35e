import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPassword, generatePassword, type PasswordRule } from './password-rule.ts';
import { systemRandomInt } from '../ports/random-int.ts';

const rule: PasswordRule = {
  minLength: 8,
  classes: ['upper-case letter', 'lower-case letter', 'digit', 'special character'],
  whiteSpace: 'refused',
  source: 'test',
};
const rulesOf = (password: string): string[] => checkPassword(password, rule).map(({ rule: text }) => text);

test('every broken rule is named at once, the password never', () => {
  expect(rulesOf('S0pport!')).toEqual([]);
  expect(rulesOf('a b')).toEqual([
    'must have at least 8 characters',
    'must have at least one upper-case letter',
    'must have at least one digit',
    'must have at least one special character',
    'must not have white space',
  ]);
  expect(JSON.stringify(checkPassword('planted', rule))).not.toContain('planted');
});

test('10,000 generated passwords all pass and none repeats', () => {
  const passwords = Array.from({ length: 10_000 }, () => generatePassword(rule, systemRandomInt));
  expect(passwords.filter((password) => checkPassword(password, rule).length > 0)).toEqual([]);
  expect(new Set(passwords).size).toBe(10_000);
  expect(new Set(passwords.map((password) => password.length))).toEqual(new Set([24]));
});

test('a longer minimum and every choice of classes are met', () => {
  const anyRule = fc.record({
    minLength: fc.integer({ min: 1, max: 64 }),
    classes: fc.subarray([...rule.classes]),
    whiteSpace: fc.constantFrom('allowed' as const, 'refused' as const),
    source: fc.constant('test'),
  });
  fc.assert(
    fc.property(anyRule, (each) => {
      expect(checkPassword(generatePassword(each, systemRandomInt), each)).toEqual([]);
    }),
  );
});

test('a random source that is none is an error, and no endless search', () => {
  expect(() => generatePassword(rule, () => 0)).toThrow('randomInt is not random');
});

test('white space may be allowed', () => {
  expect(checkPassword('S0 pport!', { ...rule, whiteSpace: 'allowed' })).toEqual([]);
});
