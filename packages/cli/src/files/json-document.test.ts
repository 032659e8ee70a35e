import { expect, test } from 'vitest';
import { parseJson } from './json-document.ts';

function refusalOf(text: string): string {
  try {
    parseJson(text, 'x.json');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was accepted');
}

test('keys that an object contains twice are refused together, with both lines', () => {
  expect(refusalOf('{\n "a": 1,\n "b": [{ "c": 1,\n "\\u0063": 2 }],\n "a": 1,\n "a": 3 }')).toBe(
    'Invalid x.json: x.json:4: b.0.c: is already given in line 3: keep one of the two; ' +
      'x.json:5: a: is already given in line 2: keep one of the two; ' +
      'x.json:6: a: is already given in line 2: keep one of the two',
  );
});

test('the same key in two objects is no duplicate', () => {
  expect(parseJson('{ "a": { "b": 1 }, "b": [{ "b": 1 }, { "b": 2 }] }', 'x.json').value).toEqual({
    a: { b: 1 },
    b: [{ b: 1 }, { b: 2 }],
  });
});

test('no key reaches a prototype', () => {
  const { value } = parseJson('{ "__proto__": { "carrier": "x" }, "constructor": 1 }', 'x.json');
  expect(Object.entries(value as object)).toEqual([
    ['__proto__', { carrier: 'x' }],
    ['constructor', 1],
  ]);
});

test('deep nesting is refused with a sentence', () => {
  expect(refusalOf('['.repeat(200_000))).toMatch(/^Invalid x\.json: x\.json:1: is (?:nested too deeply|not JSON)/u);
});

test('lines are counted from the first one given', () => {
  const document = parseJson('{\n "a": {\n\n "b": [1,\n 2] } }', 'x.json', 10);
  expect(['a', 'a.b.0', 'a.b.1', 'a.c', ''].map((path) => document.lineOf(path))).toEqual([11, 13, 14, 11, 10]);
});
