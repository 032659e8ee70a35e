import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSubUsers, SubUserError } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { newSubUserSchema, subUserChangeSchema } from '@subuser/core/provider';
import { mappingSchema, parseMapping, parsePlan } from '@subuser/migrate';
import { carriers } from '@subuser/profiles';
import type * as z from 'zod';

// What zod says by itself, in the version that is installed.
const wordsOfZod =
  /\bInvalid (input|option|string|number|key|value|discriminator)|\bToo (big|small)\b|\bUnrecognized\b|\bexpected \w+|\breceived \w+/iu;

/** Every message of a refusal; none if the value was accepted. */
async function messagesOf(act: () => unknown): Promise<string[]> {
  try {
    await act();
    return [];
  } catch (error) {
    if (!SubUserError.is(error)) throw error;
    return [error.message, ...(error.detail.fields ?? []).map(({ rule }) => rule)];
  }
}

/** Objects with the keys of a schema, values of any type in them. */
function likely(schema: z.ZodType): fc.Arbitrary<object> {
  const shape: object =
    'shape' in schema && typeof schema.shape === 'object' && schema.shape !== null ? schema.shape : {};
  const value = fc.oneof(fc.anything(), fc.string(), fc.integer(), fc.constant(''), fc.constant(-1));
  return fc.record(Object.fromEntries([...Object.keys(shape), 'unknown'].map((key) => [key, value])), {
    requiredKeys: [],
  });
}

/** The messages about these values that have words of zod. */
async function foreignWords(values: fc.Arbitrary<unknown>, act: (value: unknown) => unknown): Promise<string[]> {
  const messages: string[] = [];
  for (const value of fc.sample(values, 200)) messages.push(...(await messagesOf(() => act(value))));
  return messages.filter((message) => wordsOfZod.test(message));
}

describe('no message repeats the words of zod', () => {
  test.each(Object.entries(carriers))('about the options of %s', async (_, carrier) => {
    expect(await foreignWords(likely(carrier.options), (options) => carrier.create(options as never))).toEqual([]);
    expect(await foreignWords(fc.anything(), (options) => carrier.create(options as never))).toEqual([]);
  });

  test('about a new sub-user, a change and the options of openSubUsers', async () => {
    const provider = createMemoryProvider();
    const subUsers = openSubUsers(provider);
    expect(await foreignWords(likely(newSubUserSchema), (input) => subUsers.create(input as never))).toEqual([]);
    expect(await foreignWords(likely(subUserChangeSchema), (change) => subUsers.update('m1', change as never))).toEqual(
      [],
    );
    const settings = fc.record({
      settle: fc.record({ rounds: fc.anything(), lateMs: fc.anything(), more: fc.anything() }),
    });
    expect(
      await foreignWords(fc.oneof(settings, fc.anything()), (options) => openSubUsers(provider, options as never)),
    ).toEqual([]);
  });

  test('about a mapping and a plan', async () => {
    expect(await foreignWords(fc.oneof(likely(mappingSchema), fc.anything()), parseMapping)).toEqual([]);
    const plan = fc.record({ format: fc.constant('subuser-plan'), version: fc.constant(1), steps: fc.jsonValue() });
    expect(await foreignWords(fc.oneof(plan, fc.jsonValue()), (value) => parsePlan(JSON.stringify(value)))).toEqual([]);
  });
});
