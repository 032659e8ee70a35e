import { expect, test } from 'vitest';
import { failure, faultsOf } from '../../test-support/failure.ts';
import { mappingOf, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { checkBasis } from './check-basis.ts';
import { makePlan } from '../planning/make-plan.ts';

const rows = [
  { id: '1', name: 'A', email: 'a@example.com', grants: ['x', 'y'] },
  { id: '2', name: 'B' },
];
const source = sourceOf({ subUsers: rows });
const target = targetOf({
  subUsers: [
    { id: 't1', name: 'T' },
    { id: 't2', name: 'U' },
  ],
});
const plan = makePlan({ source, target, mapping: mappingOf() });

test('what does not affect the plan may change', () => {
  const [first, second] = rows;
  const subUsers = [
    { ...second, id: '2' },
    { ...first, id: '1', grants: ['y', 'x'], lastUsedAt: new Date(5), updatedAt: new Date(6) },
  ];
  expect(checkBasis(plan, sourceOf({ subUsers }), target, new Set())).toBeUndefined();
});

test('the rows of plans by earlier versions, with 32 bits for each field, are compared as well', () => {
  const shortened = (rowsOf: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(rowsOf).map(([id, row]) => [id, row.replaceAll(/([0-9a-f]{8})[0-9a-f]{8}/gu, '$1')]),
    );
  const earlier = {
    ...plan,
    source: { ...plan.source, rows: shortened(plan.source.rows) },
    target: { ...plan.target, rows: shortened(plan.target.rows) },
  };
  expect(earlier.source.rows['1']).toHaveLength(56);
  expect(checkBasis(earlier, source, target, new Set())).toBeUndefined();
  const now = sourceOf({
    subUsers: [
      { ...rows[0], id: '1', email: 'b@example.com' },
      { id: '2', name: 'B' },
    ],
  });
  expect(faultsOf(() => checkBasis(earlier, now, target, new Set()))).toEqual(['source.1: was changed: email']);
});

test('two values whose digests begin alike are not taken for each other', () => {
  // Both SHA-256 of their JSON begin with 32 equal bits.
  const [email, other] = ['a1301@example.com', 'a28027@example.com'];
  const before = makePlan({ source: sourceOf({ subUsers: [{ id: '1', email }] }), target, mapping: mappingOf() });
  const now = sourceOf({ subUsers: [{ id: '1', email: other }] });
  expect(faultsOf(() => checkBasis(before, now, target, new Set()))).toEqual(['source.1: was changed: email']);
});

test('a changed basis says what was added, removed and changed, by id and field', () => {
  const now = sourceOf({
    subUsers: [{ ...rows[0], id: '1', email: 'b@example.com', grants: ['x'], status: 'disabled' }, { id: '3' }],
  });
  const there = targetOf({
    subUsers: [
      { id: 't1', name: 'T', reference: 'crm-1', description: 'd', phone: '123' },
      { id: 't2', name: 'V' },
    ],
  });
  const error = failure(() => checkBasis(plan, now, there, new Set()));
  expect(error.code).toBe('failed-precondition');
  expect(error.detail.fields).toEqual([
    { field: 'source.1', rule: 'was changed: status, email, grants' },
    { field: 'source.3', rule: 'was added' },
    { field: 'source.2', rule: 'was removed' },
    { field: 'target.t1', rule: 'was changed: phone, description, reference' },
    { field: 'target.t2', rule: 'was changed: name' },
  ]);
  expect(error.message).toBe(
    'the accounts have changed since the plan was made, and nothing new was started; make the plan again: ' +
      'source.1: was changed: status, email, grants; source.3: was added; source.2: was removed; target.t1: was changed: phone, description, reference; ' +
      'target.t2: was changed: name',
  );
  expect(error.message).not.toContain('b@example.com');
});

test('many changes are counted in the message and all named in the detail', () => {
  const subUsers = [...rows, ...Array.from({ length: 12 }, (_, index) => ({ id: `n${index}` }))];
  const error = failure(() => checkBasis(plan, sourceOf({ subUsers }), target, new Set()));
  expect(error.message).toMatch(
    /; make the plan again: source\.n0: was added; .*; source\.n9: was added; and 2 more$/u,
  );
  expect(error.detail.fields).toHaveLength(12);
});

test('what the plan itself created or changed on the target does not count as a change', () => {
  const there = targetOf({
    subUsers: [
      { id: 't1', name: 'changed' },
      { id: 't2', name: 'U' },
      { id: 't3', name: 'made' },
    ],
  });
  expect(checkBasis(plan, source, there, new Set(['t1', 't3']))).toBeUndefined();
  expect(faultsOf(() => checkBasis(plan, source, there, new Set(['t3'])))).toEqual(['target.t1: was changed: name']);
  // It deletes nothing that was there before it, so whoever removed this was somebody else.
  const without = targetOf({ subUsers: [{ id: 't2', name: 'U' }] });
  expect(faultsOf(() => checkBasis(plan, source, without, new Set(['t1'])))).toEqual(['target.t1: was removed']);
  // An id of the target says nothing of the source.
  const changed = sourceOf({
    subUsers: [
      { ...rows[0], id: '1', name: 'Z' },
      { id: '2', name: 'B' },
    ],
  });
  expect(faultsOf(() => checkBasis(plan, changed, target, new Set(['1'])))).toEqual(['source.1: was changed: name']);
});

test('other accounts are refused, even with the same content', () => {
  const act = () => checkBasis(plan, { ...source, profile: 'older' }, { ...target, carrier: 'elsewhere' }, new Set());
  expect(failure(act).code).toBe('invalid-argument');
  expect(faultsOf(act)).toEqual([
    'source: must be old (here), is older (here)',
    'target: must be new (there), is new (elsewhere)',
  ]);
});
