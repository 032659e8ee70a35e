import { Secret } from '@subuser/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixture } from '../test-support/read-fixture.ts';
import { ReusedSchema } from './reused-schema.ts';
import { createReplySchema } from './vobiz-api.ts';

const odd = fc.oneof(fc.constantFrom(null, '', '<redacted>', 'SA_1', 0, true, [], {}), fc.jsonValue({ maxDepth: 2 }));

/** The reply of the document, with odd values in places of it. */
const reply = fc.array(fc.tuple(fc.nat(40), odd), { maxLength: 4 }).map((changes) => {
  const body = structuredClone(fixture('seed-000-create-reply')) as Record<string, Record<string, unknown>>;
  const places = Object.entries(body).flatMap(([part, fields]) => [
    [body, part] as const,
    ...(typeof fields === 'object' ? Object.keys(fields).map((name) => [fields, name] as const) : []),
  ]);
  for (const [at, value] of changes) {
    const [holder, name] = places[at % places.length] ?? [body, 'message'];
    holder[name] = value;
  }
  return body;
});

/** With what the secrets hold, which `toEqual` does not see. */
function revealed(value: unknown): unknown {
  if (value instanceof Secret) return { revealed: value.reveal() };
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revealed(part)]));
}

test('a create reply is read alike before and after it is compiled', () => {
  const schema = new ReusedSchema(createReplySchema);
  schema.safeParse({});
  schema.safeParse({});
  fc.assert(
    fc.property(reply, (body) => {
      const [compiled, plain] = [schema.safeParse(body), createReplySchema.safeParse(body)];
      expect(compiled.success).toBe(true);
      expect(revealed(compiled.data)).toStrictEqual(revealed(plain.data));
    }),
    { numRuns: 2_000 },
  );
});
