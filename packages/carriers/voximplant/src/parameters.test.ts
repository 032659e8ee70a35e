import { Secret } from '@subuser/core';
import { encodeForm } from '@subuser/http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenParameters, flag, id, ids, type Parameter, secret, text, words } from './parameters.ts';

const encode = (parameters: readonly Parameter[]): string =>
  encodeForm(parameters.map(({ name, value }) => [name, value]));

/** What a reader of forms and queries makes of it. */
function read(encoded: string): [string, string][] {
  return [...new URLSearchParams(encoded)];
}

describe('a list', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !value.includes(';'));

  test('is one parameter that splits into its elements again', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (elements) => {
        const parameter = words('role_name', elements);
        expect(brokenParameters([parameter])).toEqual([]);
        const [pair, ...others] = read(encode([parameter]));
        expect(pair?.[0]).toBe('role_name');
        expect(pair?.[1].split(';')).toEqual(elements);
        expect(others).toEqual([]);
      }),
    );
  });

  test('with a semicolon in an element is refused', () => {
    fc.assert(
      fc.property(fc.array(word), fc.tuple(word, word), fc.array(word), (before, [left, right], after) => {
        const parameter = words('role_name', [...before, `${left};${right}`, ...after]);
        expect(brokenParameters([parameter])).toEqual([
          { field: 'grants', rule: 'must not have a semicolon in an element' },
        ]);
      }),
    );
  });

  test('of ids is decimal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1 }), { minLength: 1 }), (numbers) => {
        const texts = numbers.map(String);
        expect(encode([ids('role_id', numbers)])).toBe(`role_id=${texts.join('%3B')}`);
        expect(ids('role_id', texts)).toEqual(ids('role_id', numbers));
      }),
    );
  });

  test('without elements is left out', () => {
    expect(encode([ids('role_id', []), words('role_name', undefined), id('a', 1)])).toBe('a=1');
  });

  test('with an empty element is refused', () => {
    expect(brokenParameters([words('role_name', ['Admin', ''])])).toEqual([
      { field: 'grants', rule: 'each must not be empty' },
    ]);
  });
});

describe('text', () => {
  test('comes back as it was from a query and from a form alike, in plain ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const encoded = encode([text('description', value, 'allowed')]);
        expect(encoded).toMatch(/^description=[A-Za-z0-9._~%-]*$/u);
        expect(read(encoded)).toEqual([['description', value]]);
      }),
    );
  });

  test('that is cut in the middle of a character is refused', () => {
    expect(brokenParameters([text('description', '\u{1F4DE}'.slice(0, 1))])).toEqual([
      { field: 'description', rule: 'must be well-formed Unicode' },
    ]);
  });
});

test('booleans are true and false, secrets are marked, and what is undefined is left out', () => {
  expect(encode([flag('a', true), flag('b', false), flag('c', undefined), text('d', undefined)])).toBe(
    'a=true&b=false',
  );
  expect(secret('p', new Secret('x y'))).toEqual({ name: 'p', value: 'x y', confidential: true });
  expect(secret('p', undefined)).toEqual({ name: 'p', value: undefined, confidential: true });
});

test('nothing that a form or a query might read as its own is sent bare', () => {
  expect(encode([text('a', "!'()*!'()* +&=~é")])).toBe('a=%21%27%28%29%2A%21%27%28%29%2A%20%2B%26%3D~%C3%A9');
});
