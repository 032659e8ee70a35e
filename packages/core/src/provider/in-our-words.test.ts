import { expect, test } from 'vitest';
import * as z from 'zod';
import { inOurWords } from './in-our-words.ts';
import { brokenRules } from './parse-options.ts';

function rulesOf(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value, inOurWords);
  return parsed.success ? [] : brokenRules(parsed.error).map(({ field, rule }) => `${field}: ${rule}`);
}

test.each([
  [z.strictObject({ a: z.string() }), {}, ['a: is missing']],
  [z.string(), 4, ['input: must be a text']],
  [z.int(), 1.5, ['input: must be a whole number']],
  [z.boolean(), 'yes', ['input: must be true or false']],
  [z.object({}), [], ['input: must be an object']],
  [z.array(z.string()), [1], ['0: must be a text']],
  [z.date(), 'soon', ['input: must be a date']],
  [z.never(), 4, ['input: must be left out']],
  [z.string().min(1), '', ['input: must not be empty']],
  [z.string().max(3), 'four', ['input: must have at most 3 characters']],
  [z.array(z.string()).min(2), ['a'], ['input: must have at least 2 entries']],
  [z.number().min(2), 1, ['input: must be at least 2']],
  [z.number().lt(2), 2, ['input: must be less than 2']],
  [z.number().positive(), 0, ['input: must be greater than 0']],
  [z.number().multipleOf(5), 4, ['input: must be a multiple of 5']],
  [z.literal('a'), 'b', ['input: must be a']],
  [z.enum(['a', 'b']), 'c', ['input: must be one of a, b']],
  [z.url(), 'x', ['input: must be a URL']],
  [z.string().regex(/a/u), 'x', ['input: must be in the documented form']],
  [z.string().regex(/a/u, 'must contain an a'), 'x', ['input: must contain an a']],
  [z.record(z.enum(['a']), z.string()), { b: 'x' }, ['a: is missing', 'b: is not a known field']],
  [z.record(z.string().max(1), z.string()), { bb: 'x' }, ['bb: has a key that is not allowed']],
  [z.strictObject({}), { a: 1, b: 2 }, ['a: is not a known field', 'b: is not a known field']],
  [z.union([z.string(), z.array(z.string())]), 4, ['input: must be a text, or must be a list']],
  [
    z.discriminatedUnion('t', [z.object({ t: z.literal('a') }), z.object({ t: z.literal('b') })]),
    { t: 'c' },
    ['t: must be one of a, b'],
  ],
  [z.custom<string>(() => false), 4, ['input: breaks a rule']],
])('%# says what is asked, never what was given', (schema: z.ZodType, value, rules) => {
  expect(rulesOf(schema, value)).toEqual(rules);
});

test('an application that sets another language for its own messages changes none of ours', () => {
  const before = z.config();
  z.config(z.locales.de());
  try {
    expect(rulesOf(z.strictObject({ a: z.string(), b: z.int() }), { a: 4 })).toEqual([
      'a: must be a text',
      'b: is missing',
    ]);
  } finally {
    z.config({ localeError: before.localeError });
  }
});
