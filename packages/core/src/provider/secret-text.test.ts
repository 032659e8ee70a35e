import { expect, test } from 'vitest';
import * as z from 'zod';
import { Secret } from '../model/secret.ts';
import { secretField, secretPaths, secretText } from './secret-text.ts';

const token = secretText((text) => text !== '', 'must not be empty');

test('reads a text or a Secret as a Secret, and never shows it in a misfit', () => {
  expect(token.parse('planted').reveal()).toBe('planted');
  expect(token.parse(new Secret('planted')).reveal()).toBe('planted');
  expect(token.safeParse('').error?.issues.map(({ message }) => message)).toEqual(['must not be empty']);
  expect(token.safeParse(7).error?.issues.map(({ message }) => message)).toEqual(['must be a text or a Secret']);
});

test('finds the secrets of a schema at every depth, optional ones too', () => {
  const schema = z.strictObject({
    region: z.string().optional(),
    apiKey: token,
    spare: token.optional(),
    nested: z.strictObject({ deep: token, plain: z.int() }).prefault({ deep: 'x', plain: 1 }),
    either: z.union([z.strictObject({ one: token }), z.strictObject({ other: token })]),
    whole: secretField(z.custom<object>().transform((value) => value)),
    dispatcher: z.custom<object>().optional(),
  });
  expect(secretPaths(schema)).toEqual(['apiKey', 'spare', 'nested.deep', 'either.one', 'either.other', 'whole']);
});
