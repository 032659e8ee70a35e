import { memoryTraits } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { faultsOf } from '../../test-support/failure.ts';
import { mappingOf, operatorTraits, sourceOf, targetOf, withFields } from '../../test-support/inventories.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { makePlan } from '../planning/make-plan.ts';
import { verificationRows } from './verification.ts';
import { verifyPlan } from './verify-plan.ts';

function verify(source: Inventory, target: Inventory, mapping: Record<string, unknown> = {}) {
  const plan = makePlan({ source, target: { ...target, subUsers: [] }, mapping: mappingOf(mapping) });
  return verifyPlan({ plan, source, target });
}

const source = sourceOf({
  subUsers: [
    { id: '1', name: 'Same', email: 'a@example.com' },
    { id: '2', name: 'Differs', email: 'a@example.com', phone: '123', description: null },
    { id: '3', name: 'Missing' },
    { id: '4', name: 'Blocked', grants: ['odd'] },
    { id: '6', name: 'Left out' },
    { id: '7', name: 'Asleep' },
  ],
});
const target = targetOf({
  subUsers: [
    { id: 't1', name: 'Same', email: 'a@example.com', reference: 'here:1' },
    { id: 't2', name: 'Differs', email: 'b@example.com', phone: '456', description: null, grants: ['calls'] },
    { id: 't5', name: 'Orphan', reference: 'here:5' },
    { id: 't6', name: 'Left out', reference: 'here:6' },
    { id: 't7', name: 'Asleep', reference: 'here:7', status: 'disabled' },
    { id: 't8', name: "Somebody else's", reference: 'crm-8' },
    { id: 't9', name: 'Without a reference' },
  ],
});

test('every sub-user has one sigil, with what differs and why', () => {
  const result = verify(source, target, { filter: { except: ['6'] } });
  expect(verificationRows(result)).toEqual([
    { sigil: '=', id: '1', name: 'Same', targetId: 't1', targetName: 'Same', fields: '', why: '' },
    {
      sigil: '*',
      id: '2',
      name: 'Differs',
      targetId: 't2',
      targetName: 'Differs',
      fields: 'email, phone, grants, reference',
      why: "grants: the target cannot return to its parent's access",
    },
    { sigil: '+', id: '3', name: 'Missing', targetId: '', targetName: '', fields: '', why: '' },
    {
      sigil: '!',
      id: '4',
      name: 'Blocked',
      targetId: '',
      targetName: '',
      fields: 'grants',
      why: 'the mapping has no entry for “odd”; add "odd" to grants in the mapping',
    },
    {
      sigil: '*',
      id: '7',
      name: 'Asleep',
      targetId: 't7',
      targetName: 'Asleep',
      fields: 'enabled',
      why: 'enabled: it is disabled on the target and stays disabled',
    },
    { sigil: '-', id: '5', name: 'Orphan', targetId: 't5', targetName: 'Orphan', fields: '', why: '' },
  ]);
  expect(result).toMatchObject({
    source: { profile: 'old', carrier: 'here', count: 6 },
    target: { profile: 'new', carrier: 'there', count: 7 },
    counts: { '=': 1, '*': 2, '+': 1, '-': 1, '!': 1 },
    filtered: 1,
    isClean: false,
  });
});

test('possible comparisons are counted, and impossible ones by field and reason', () => {
  const rows = [1, 2].map((id) => ({ id: String(id), name: `Desk ${id}`, email: 'a@example.com', grants: [] }));
  const subUsers = rows.map(({ id }) => ({ id: `t${id}`, name: `desk-${id}`, reference: `here:${id}`, grants: [] }));
  const result = verify(sourceOf({ subUsers: rows }), targetOf({ traits: operatorTraits, subUsers }));
  expect(result).toMatchObject({ counts: { '=': 2 }, isClean: true, compared: 4 });
  expect(result.uncompared).toEqual([
    { field: 'email', why: 'the target has no such field', count: 2 },
    { field: 'phone', why: 'the target has no such field', count: 2 },
    { field: 'description', why: 'the source has no such field', count: 2 },
    { field: 'enabled', why: 'the target has no such field', count: 2 },
    { field: 'credentials', why: 'carriers do not reveal secrets', count: 2 },
  ]);
});

test('a login that cannot change is not compared if the mapping asks for another', () => {
  const subUsers = [{ id: 't1', name: 'other-login', reference: 'here:1', grants: [] }];
  const there = targetOf({ traits: operatorTraits, subUsers });
  const here = sourceOf({ subUsers: [{ id: '1', name: 'Desk one', grants: [] }] });
  const why = 'the target cannot change it after the create';
  expect(verify(here, there).lines).toMatchObject([{ sigil: '!', fields: ['name'], target: { id: 't1' } }]);
  expect(verify(here, there, { names: { 1: 'Other-Login' } }).uncompared.map(({ field }) => field)).not.toContain(
    'name',
  );
  expect(verify(here, there, { names: { 1: 'third-login' } }).uncompared).toContainEqual({
    field: 'name',
    why,
    count: 1,
  });
});

test('it is not clean if nothing could be compared', () => {
  const fields = Object.fromEntries(
    ['email', 'phone', 'description', 'grants', 'enabled'].map((name) => [name, { access: 'absent' as const }]),
  );
  const traits = withFields(operatorTraits, fields);
  const there = targetOf({ traits, grants: [], subUsers: [{ id: 't1', name: 'other-login', reference: 'here:1' }] });
  const here = sourceOf({ subUsers: [{ id: '1', name: 'Desk one' }] });
  const result = verify(here, there, { names: { 1: 'desk-one' } });
  expect(result.lines).toMatchObject([{ sigil: '!', why: ['none of its fields could be compared'] }]);
  expect(result).toMatchObject({ compared: 0, isClean: false });
  expect(verify(sourceOf(), targetOf())).toMatchObject({ lines: [], uncompared: [], compared: 0, isClean: false });
});

test('the status is not compared if the source cannot disable', () => {
  const traits = withFields(memoryTraits, { enabled: { access: 'absent' } });
  const there = targetOf({ subUsers: [{ id: 't1', name: 'A', reference: 'here:1', status: 'disabled' }] });
  const result = verify(sourceOf({ traits, subUsers: [{ id: '1', name: 'A' }] }), there);
  expect(result.counts).toMatchObject({ '=': 1 });
  expect(result.uncompared).toContainEqual({ field: 'enabled', why: 'the source has no such field', count: 1 });
});

test('a blocked sub-user that exists on the target names its counterpart', () => {
  const there = targetOf({ subUsers: [{ id: 't4', name: 'Blocked', reference: 'here:4' }] });
  expect(verify(source, there, { filter: { only: ['4'] } }).lines).toMatchObject([
    { sigil: '!', id: '4', target: { id: 't4', name: 'Blocked' }, fields: ['grants'] },
  ]);
});

test('other accounts than those of the plan are refused', () => {
  const plan = makePlan({ source, target, mapping: mappingOf() });
  expect(faultsOf(() => verifyPlan({ plan, source: target, target: source }))).toEqual([
    'source: must be old (here), is new (there)',
    'target: must be new (there), is old (here)',
  ]);
});

test('a sub-user that the mapping names may be gone by now', () => {
  const mapping = mappingOf({ names: { 1: 'Same' }, filter: { only: ['1', '7'] }, grants: { x: ['calls'] } });
  const plan = makePlan({ source, target, mapping });
  const now = sourceOf({ subUsers: [{ id: '7', name: 'Asleep', grants: ['x'] }] });
  const { lines } = verifyPlan({ plan, source: now, target: { ...target, grants: [] } });
  expect(lines.map(({ sigil, id, fields }) => [sigil, id, ...fields])).toEqual([
    ['*', '7', 'grants', 'enabled'],
    ['-', '1'],
    ['-', '5'],
    ['-', '6'],
  ]);
});
