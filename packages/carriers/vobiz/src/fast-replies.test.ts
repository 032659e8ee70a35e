import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixture } from '../test-support/read-fixture.ts';
import { shown } from '../test-support/shown.ts';
import { fastPage, fastSubAccount } from './fast-replies.ts';
import { bareSubAccountSchema, subAccountPageSchema, subAccountSchema } from './vobiz-api.ts';

/** As it comes off the wire: JSON, with an own `__proto__` if there is one. */
const sent = (body: unknown): unknown => JSON.parse(JSON.stringify(body));

const value = fc.oneof(
  fc.constantFrom(null, '', 'SA_1', '<redacted>', 'a-token', 0, 1, -1, 1.5, 2 ** 53, true, false, [], {}),
  fc.string(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant({ calls: true }),
  fc.constant(JSON.parse('{ "__proto__": true }')),
);
const usual = {
  auth_id: 'SA_1',
  name: 'Acme',
  email: 'a@b.example',
  permissions: { calls: true },
  auth_token: '<redacted>',
  rate_limit: 1000,
  id: 7,
  last_used: null,
  tier: { gold: true },
};
const fields = fc.constantFrom(...Object.keys(subAccountSchema.shape), 'tier', '__proto__');
const row = fc.array(fc.tuple(fields, value), { maxLength: 2 }).map((odd) => {
  const text = JSON.stringify(
    Object.fromEntries([...Object.entries(usual), ...odd].filter(([name]) => name !== '__proto__')),
  );
  const more = odd
    .filter(([name]) => name === '__proto__')
    .map(([name, each]) => `,"${name}":${JSON.stringify(each)}}`);
  return JSON.parse(text.slice(0, -1) + (more[0] ?? '}'));
});
const page = fc.oneof(
  { weight: 9, arbitrary: fc.record({ sub_accounts: fc.array(row, { maxLength: 3 }), total: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        sub_accounts: fc.oneof(fc.array(row, { maxLength: 1 }), value),
        total: value,
        page: value,
        size: value,
        more: value,
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: value },
);

test('a page is read as its schema reads it, whatever it contains', () => {
  let count = 0;
  fc.assert(
    fc.property(page, (body) => {
      const ours = fastPage(sent(body));
      if (ours === undefined) return;
      count += 1;
      const theirs = subAccountPageSchema.safeParse(sent(body));
      expect(theirs.success).toBe(true);
      expect(shown(ours)).toStrictEqual(shown(theirs.data));
    }),
    { numRuns: 3_000 },
  );
  expect(count).toBeGreaterThan(300);
});

test('so is a sub-account by itself', () => {
  let count = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: value }), (body) => {
      const ours = fastSubAccount(sent(body));
      if (ours === undefined) return;
      count += 1;
      const theirs = bareSubAccountSchema.safeParse(sent(body));
      expect(theirs.success).toBe(true);
      expect(shown(ours)).toStrictEqual(shown(theirs.data));
    }),
    { numRuns: 3_000 },
  );
  expect(count).toBeGreaterThan(300);
});

test('every documented page is fast', () => {
  for (const name of ['seed-001-list-reply', 'seed-001-list-placeholder-reply'] as const) {
    const page = fastPage(fixture(name));
    expect(page).toBeDefined();
    expect(shown(page)).toStrictEqual(shown(subAccountPageSchema.parse(fixture(name))));
  }
});

test.each([
  [{ ...usual, auth_token: '' }],
  [{ ...usual, rate_limit: '1000' }],
  [{ ...usual, enabled: 'yes' }],
  [{ ...usual, auth_id: '' }],
  [{ ...usual, name: null }],
  [{ ...usual, permissions: [] }],
])('%j is left to the schema', (odd) => {
  expect(fastPage({ sub_accounts: [usual, odd], total: 2 })).toBeUndefined();
});
