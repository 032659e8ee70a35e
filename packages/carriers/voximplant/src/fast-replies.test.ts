import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subUsers } from '../test-support/documented-replies.ts';
import { fastSubUsers } from './fast-replies.ts';
import { subUserRowsSchema } from './voximplant-api.ts';

/** As it comes off the wire: JSON, with an own `__proto__` if there is one. */
const sent = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replaceAll('"proto"', '"__proto__"'));

const value = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '17',
    0,
    1,
    -1,
    1.5,
    2 ** 53,
    2 ** 54,
    true,
    false,
    [],
    [1, 2],
    ['1'],
    [0],
    {},
    { proto: 1 },
  ),
  fc.string(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The object with up to so many of its fields, or some others, replaced. */
function odd(usual: object, more: string[], most = 1): fc.Arbitrary<object> {
  const field = fc.constantFrom(...Object.keys(usual), ...more);
  return fc
    .array(fc.tuple(field, value), { maxLength: most })
    .map((changes) => ({ ...usual, ...Object.fromEntries(changes) }));
}

const role = odd(
  { role_id: 1, role_name: 'Owner', inherited: false },
  ['gui_only', 'child_ids', 'parent_role_id', 'more', 'proto'],
  2,
);
const row = fc
  .record({ roles: fc.oneof(fc.array(role, { maxLength: 2 }), value) }, { requiredKeys: [] })
  .chain((roles) => odd({ subuser_id: 7, subuser_name: 'desk', ...roles }, ['description', 'roles', 'more', 'proto']));
const body = fc.oneof(
  { weight: 9, arbitrary: fc.array(row, { maxLength: 3 }).map((result) => ({ result })) },
  { weight: 3, arbitrary: odd({ result: [], total_count: 3 }, ['more', 'proto'], 2) },
  { weight: 1, arbitrary: value },
);

test('rows are read as their schema reads them, whatever they contain', () => {
  let count = 0;
  fc.assert(
    fc.property(body, (each) => {
      const ours = fastSubUsers(sent(each));
      if (ours === undefined) return;
      count += 1;
      const theirs = subUserRowsSchema.safeParse(sent(each));
      expect(theirs.success).toBe(true);
      expect(ours).toStrictEqual(theirs.data);
    }),
    { numRuns: 3_000 },
  );
  expect(count).toBeGreaterThan(500);
});

test.each([
  [{ subuser_id: '7', subuser_name: 'desk' }],
  [{ subuser_id: 0, subuser_name: 'desk' }],
  [{ subuser_id: 7, subuser_name: null }],
  [{ subuser_id: 7, subuser_name: 'desk', roles: [{ role_name: 'Owner', role_id: '1' }] }],
  [{ subuser_id: 7, subuser_name: 'desk', roles: [{ role_name: 'Owner', role_id: 1, gui_only: null }] }],
])('%j is left to the schema', (unusual) => {
  expect(fastSubUsers({ result: [{ subuser_id: 7, subuser_name: 'desk' }, unusual] })).toBeUndefined();
});

test('the documented reply is fast', () => {
  expect(fastSubUsers(sent(subUsers))).toStrictEqual(subUserRowsSchema.parse(sent(subUsers)));
});
