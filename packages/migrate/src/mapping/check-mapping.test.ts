import { expect, test } from 'vitest';
import { faultsOf } from '../../test-support/failure.ts';
import { mappingOf, operatorTraits, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { checkMapping } from './check-mapping.ts';

const source = sourceOf({ subUsers: [{ id: '1' }, { id: '2' }] });
const target = targetOf({ traits: operatorTraits, grants: ['Admin', 'Call Viewer', 'callviewer', 'Payer'] });
const faults = (mapping: Record<string, unknown>, there = target): string[] =>
  faultsOf(() => checkMapping(mappingOf(mapping), { source, target: there }));

test('grants of the target are recognised in any unambiguous spelling', () => {
  const grants = { calls: ['call viewer', 'PAYER', 'boss'], cdr: ['Call Viewer', 'ad-min', '=calls'] };
  expect(faults({ grants, inheritedGrants: ['root'] })).toEqual([
    'grants.calls.0: matches Call Viewer and callviewer; write the one that you mean, exactly',
    'grants.calls.2: “boss” cannot be granted on new; these can: Admin, Call Viewer, Payer, callviewer',
    'inheritedGrants.0: “root” cannot be granted on new; these can: Admin, Call Viewer, Payer, callviewer',
  ]);
  expect(faults({ grants: { calls: ['x'] } }, targetOf({ grants: [] }))).toEqual([
    'grants.calls.0: “x” cannot be granted on new; these can: none',
  ]);
});

test('ids must exist on the source', () => {
  expect(faults({ names: { 3: 'login-3' }, filter: { only: ['1', '4'], except: ['5'] } })).toEqual([
    'names.3: old has no sub-user “3”; correct the id or remove it',
    'filter.only.1: old has no sub-user “4”; correct the id or remove it',
    'filter.except.0: old has no sub-user “5”; correct the id or remove it',
  ]);
});

test('names must follow the rule of the target and be unique', () => {
  expect(faults({ names: { 1: 'Support', 2: 'sUPPORT' } })).toEqual([
    'names.2: is also the name of 1, and names are unique on the target',
  ]);
  expect(faults({ names: { 1: 'x y' } })).toEqual([
    'names.1: must have at least 5 characters, has 3',
    'names.1: may only have characters of [a-z0-9_-]',
  ]);
  expect(checkMapping(mappingOf({ names: { 1: 'Same', 2: 'Same' } }), { source, target: targetOf() })).toBeUndefined();
});

test('defaults must be fields of the target, and well formed', () => {
  expect(faults({ defaults: { email: 'a@example.com', phone: 'call me', description: 'fine' } })).toEqual([
    'defaults.email: the target has no such field; remove it',
    'defaults.phone: the target has no such field; remove it',
    'defaults.phone: must be a phone number: digits, with + in front where international',
  ]);
});

test('a mapping that the parser has not seen is checked for cycles, too', () => {
  const mapping = { ...mappingOf(), grants: { a: ['=a'] } };
  expect(faultsOf(() => checkMapping(mapping, { source, target }))).toEqual([
    'grants.a.0: includes itself (a → a); remove one of these includes',
  ]);
});
