import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveName } from './derive-name.ts';
import { checkName, type NameRule } from './name-rule.ts';
import { SubUserError } from './sub-user-error.ts';

const login: NameRule = {
  minLength: 5,
  maxLength: 20,
  first: 'a-z',
  characters: 'a-z0-9_-',
  fold: 'lower-case',
  unique: true,
  source: 'test',
};

test.each([
  ['support_desk', 'support_desk'],
  ['Acme Corp', 'acme-corp'],
  ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
  ['Łódź Telefonia Sp. z o.o.', 'lodz-telefonia-sp-z'],
  ['ООО «Голос»', 'ooo-golos'],
  ['株式会社こえ', 'zhushihuishekoe'],
  ['شركة الصوت', 'shrkh-lswt'],
  ['भारत संचार केन्द्र', 'bhart-smcar-kendr'],
  ['சென்னை குரல் சேவை', 'cennai-kurl-cevai'],
  ['Zahnarztpraxis Dr. Weiß', 'zahnarztpraxis-dr-we'],
  ['1-800-FLOWERSHOP', 'flowershop'],
  ['ﬁne Ligature Ltd', 'fine-ligature-ltd'],
  ['Zero\u200BWidth Ltd', 'zerowidth-ltd'],
  ['Line\nBreak Ltd', 'line-break-ltd'],
])('%j becomes %j', (display, name) => {
  expect(deriveName(display, login)).toBe(name);
});

test('too short, or nothing left: a stable suffix', () => {
  expect(deriveName('AB', login)).toMatch(/^ab-[a-z0-9]{4}$/u);
  expect(deriveName('!!!', login)).toMatch(/^user-[a-z0-9]{4}$/u);
  expect(deriveName('AB', login)).toBe(deriveName('AB', login));
  expect(deriveName('!!!', login)).not.toBe(deriveName('???', login));
});

test('a taken name gets a suffix, and room is made for it', () => {
  const long = 'The Extremely Long-Winded Company';
  expect(deriveName(long, login)).toBe('the-extremely-long-w');
  expect(deriveName(long, login, new Set(['the-extremely-long-w']))).toMatch(/^the-extremely-l-[a-z0-9]{4}$/u);
});

test('the same display name again: the next suffix', () => {
  const taken = new Set<string>();
  for (let turn = 0; turn < 50; turn += 1) taken.add(deriveName('Acme Corp', login, taken));
  expect(taken.size).toBe(50);
});

test('two thousand of one display name get the names that they always got, and none searches what others have searched', () => {
  class Counted extends Set<string> {
    asked = 0;
    override has(name: string): boolean {
      this.asked += 1;
      return super.has(name);
    }
  }
  const displays = Array.from({ length: 1000 }, (_, index) => ['Acme Corp', `Acme Corp ${index % 3}`]).flat();
  const [taken, turns] = [new Counted(), new Map<string, number>()];
  const derive = (display: string, searched?: Map<string, number>): string => {
    const name = deriveName(display, login, taken, searched);
    taken.add(name);
    return name;
  };
  const names = displays.map((display) => derive(display, turns));
  expect(new Set(names).size).toBe(2000);
  // Its own name, its base, the suffix where the last search ended, and the next, seldom some more.
  expect(taken.asked).toBeLessThan(5 * displays.length);

  taken.clear();
  const few = displays.slice(0, 200).map((display) => derive(display));
  expect(names.slice(0, 200)).toEqual(few);
});

test('where the rule allows no hyphen there is none, in a suffix neither', () => {
  const bare: NameRule = { ...login, characters: 'a-z0-9' };
  expect(deriveName('Acme Corp', bare)).toBe('acmecorp');
  expect(deriveName('Acme Corp', bare, new Set(['acmecorp']))).toMatch(/^acmecorp[a-z0-9]{4}$/u);
  expect(deriveName('The Extremely Long-Winded', bare, new Set())).toBe('theextremelylongwind');
});

test('NFC and NFD of one name collide and are kept apart', () => {
  const composed = deriveName('\u00C9-combining Ltd', login);
  const decomposed = deriveName('E\u0301-combining Ltd', login, new Set([composed]));
  expect(composed).toBe('e-combining-ltd');
  expect(decomposed).toMatch(/^e-combining-ltd-[a-z0-9]{4}$/u);
  // The suffix is that of the name, whatever its form, and so the same from run to run.
  expect(deriveName('\u00C9-combining Ltd', login, new Set([composed]))).toBe(decomposed);
});

test('where display names are allowed, the name is taken as it is', () => {
  const display: NameRule = { minLength: 1, fold: 'none', unique: false, source: 'test' };
  expect(deriveName('ACME Corp ', display, new Set(['ACME Corp ']))).toBe('ACME Corp ');
});

test('what cannot be derived is refused', () => {
  const display: NameRule = { minLength: 1, maxLength: 4, fold: 'none', unique: true, source: 'test' };
  const refusals = [
    () => deriveName(' ', login),
    () => deriveName('abcde', display),
    () => deriveName('abc', display, new Set(['abc'])),
  ];
  for (const refusal of refusals) {
    try {
      refusal();
      expect.unreachable();
    } catch (error) {
      expect(SubUserError.is(error, 'invalid-argument')).toBe(true);
    }
  }
});

test('any non-blank display name gives a name that passes and is free', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 20 }), (displays) => {
      const taken = new Set<string>();
      for (const display of displays) {
        if (display.trim() === '') continue;
        const name = deriveName(display, login, taken);
        expect(checkName(name, login)).toEqual([]);
        expect(taken.has(name)).toBe(false);
        taken.add(name);
      }
    }),
  );
});
