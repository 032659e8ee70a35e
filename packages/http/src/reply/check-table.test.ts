import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import {
  checkTable,
  type FieldChecks,
  isFilledText,
  isInteger,
  isListOf,
  isMissing,
  mayBeFlag,
  mayBeNumber,
  mayBeText,
} from './check-table.ts';

const schema = z.looseObject({
  id: z.string().min(1),
  note: z.string().nullish(),
  on: z.boolean().nullish(),
  size: z.number().nullish(),
  total: z.int().min(1),
  ids: z.array(z.int().min(0)).nullish(),
});

const fits = checkTable<typeof schema.shape>({
  id: (row) => isFilledText(row.id),
  note: (row) => mayBeText(row.note),
  on: (row) => mayBeFlag(row.on),
  size: (row) => mayBeNumber(row.size),
  total: (row) => isInteger(row.total, 1),
  ids: (row) => isMissing(row.ids) || isListOf((each) => isInteger(each, 0), row.ids),
});

const usual = { id: 'x', note: null, on: true, size: 1.5, total: 1, ids: [0, 1], more: {} };
const value = fc.oneof(
  fc.constantFrom(null, '', 'x', 0, 1, -1, 1.5, 2 ** 53, true, [], [1], ['1'], {}),
  fc.jsonValue(),
);
const changes = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(usual), 'proto'), fc.option(value, { nil: undefined })),
  {
    maxLength: 2,
  },
);
const rows = fc.oneof(
  changes.map((changed) => ({ ...usual, ...Object.fromEntries(changed) })),
  value,
);

test('passes only what the schema returns unchanged', () => {
  let passed = 0;
  fc.assert(
    fc.property(rows, (drawn) => {
      const row: unknown = JSON.parse(JSON.stringify(drawn).replaceAll('"proto"', '"__proto__"'));
      if (!fits(row)) return;
      passed += 1;
      expect(schema.parse(row)).toStrictEqual(row);
    }),
    { numRuns: 2_000 },
  );
  expect(passed).toBeGreaterThan(200);
});

test('the types keep a table from forgetting a field, and a check from reading another’s', () => {
  type Shape = { a: unknown; b: unknown };
  const b = (row: { b?: unknown }): boolean => mayBeText(row.b);
  // @ts-expect-error The field a has no check.
  const forgets: FieldChecks<Shape> = { b };
  // @ts-expect-error The check of a reads b.
  const mistakes: FieldChecks<Shape> = { a: b, b };
  expect([checkTable(forgets)({ a: 1 }), checkTable(mistakes)({ a: 1 })]).toEqual([true, true]);
});
