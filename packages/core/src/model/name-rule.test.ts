import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkName, foldName, type NameRule } from './name-rule.ts';

const login: NameRule = {
  minLength: 5,
  maxLength: 20,
  first: 'a-z',
  characters: 'a-z0-9_-',
  fold: 'lower-case',
  unique: true,
  source: 'test',
};
const display: NameRule = { minLength: 1, fold: 'none', unique: false, source: 'test' };

const rulesOf = (name: string, rule: NameRule): string[] => checkName(name, rule).map(({ rule: text }) => text);

test.each([
  ['Support-1', []],
  ['abcde', []],
  ['abcdefghijklmnopqrst', []],
  ['abcd', ['must have at least 5 characters, has 4']],
  ['abcdefghijklmnopqrstu', ['must have at most 20 characters, has 21']],
  ['1abcde', ['must begin with one of [a-z]']],
  ['abc de', ['may only have characters of [a-z0-9_-]']],
  [
    '9 é',
    [
      'must have at least 5 characters, has 3',
      'must begin with one of [a-z]',
      'may only have characters of [a-z0-9_-]',
    ],
  ],
  ['', ['must not be empty']],
  // The Kelvin sign, whose small letter is a plain k.
  ['\u212aelvin', ['must begin with one of [a-z]', 'may only have characters of [a-z0-9_-]']],
])('a login %j breaks %j', (name, rules) => {
  expect(rulesOf(name, login)).toEqual(rules);
});

test('a display name may be anything but blank', () => {
  expect(rulesOf('=HYPERLINK("x")', display)).toEqual([]);
  expect(rulesOf(' \t', display)).toEqual(['must not be empty']);
});

test('length counts characters, not UTF-16 units', () => {
  expect(rulesOf('📞📞📞📞', { ...display, maxLength: 3 })).toEqual(['must have at most 3 characters, has 4']);
});

test('folding makes small letters of all but the Kelvin sign', () => {
  expect(foldName('\u212aÄB\u212a\u212aC\u0130Σ', login)).toBe('\u212aäb\u212a\u212aci\u0307ς');
});

test('folding is idempotent and never changes the verdict', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 25 }), (name) => {
      const folded = foldName(name, login);
      expect(foldName(folded, login)).toBe(folded);
      expect(checkName(folded, login)).toEqual(checkName(name, login));
      expect(foldName(name, display)).toBe(name);
    }),
  );
});
