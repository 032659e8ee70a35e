import { describe, expect, test } from 'vitest';
import { filled, flag, given, integer, list, requiredInteger } from './argument.ts';

const parameters = new Map([
  ['empty', ''],
  ['id', '109'],
  ['word', 'abc'],
  ['negative', '-1'],
  ['fraction', '1.5'],
  ['yes', 'true'],
  ['Yes', 'True'],
  ['YES', 'TRUE'],
  ['no', 'false'],
  ['No', 'False'],
  ['one', '1'],
  ['zero', '0'],
  ['ids', '1;2;3'],
]);
const refused = (code: number, field: string) => expect.objectContaining({ code, field });

describe('texts', () => {
  test('may be empty where they need only be given', () => {
    expect([given(parameters, 'empty'), given(parameters, 'word'), filled(parameters, 'word')]).toEqual([
      '',
      'abc',
      'abc',
    ]);
  });

  test('are refused where they are missing', () => {
    expect(() => given(parameters, 'absent')).toThrow(refused(134, 'absent'));
    expect(() => filled(parameters, 'absent')).toThrow(refused(134, 'absent'));
    expect(() => filled(parameters, 'empty')).toThrow(refused(134, 'empty'));
  });
});

describe('numbers', () => {
  test('are read, or absent', () => {
    expect([integer(parameters, 'id'), integer(parameters, 'empty'), integer(parameters, 'absent')]).toEqual([
      109,
      undefined,
      undefined,
    ]);
    expect(requiredInteger(parameters, 'id')).toBe(109);
  });

  test.each(['word', 'negative', 'fraction', 'ids'])('%s is refused', (name) => {
    expect(() => integer(parameters, name)).toThrow(refused(101, name));
  });

  test('are refused where one is missing that must be there', () => {
    expect(() => requiredInteger(parameters, 'absent')).toThrow(refused(134, 'absent'));
    expect(() => requiredInteger(parameters, 'empty')).toThrow(refused(134, 'empty'));
    expect(() => requiredInteger(parameters, 'word')).toThrow(refused(101, 'word'));
  });
});

describe('booleans', () => {
  test('are read in the spellings of the official clients, in any case', () => {
    const names = ['yes', 'Yes', 'YES', 'one', 'no', 'No', 'zero', 'empty', 'absent'];
    expect(names.map((name) => flag(parameters, name))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test.each(['id', 'word'])('%s is refused', (name) => {
    expect(() => flag(parameters, name)).toThrow(refused(101, name));
  });
});

test('lists travel as one parameter joined by semicolons', () => {
  expect(list(parameters, 'ids')).toEqual(['1', '2', '3']);
  expect(list(parameters, 'word')).toEqual(['abc']);
  expect(list(parameters, 'empty')).toBeUndefined();
  expect(list(parameters, 'absent')).toBeUndefined();
});
