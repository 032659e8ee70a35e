import { memoryTraits } from '@subuser/core/memory';
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../test-support/failure.ts';
import { mappingOf, operatorTraits, type Row, sourceOf, targetOf, withFields } from '../../test-support/inventories.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { makePlan } from './make-plan.ts';
import type { PlanStep } from '../plan/plan.ts';

type Rows = readonly Row[];

const grants = { calls: ['calls'], cdr: ['cdr'] };

function plan(from: Inventory | Rows, to: Inventory | Rows, mapping: Record<string, unknown> = {}) {
  const source = Array.isArray(from) ? sourceOf({ subUsers: from as Rows }) : (from as Inventory);
  const target = Array.isArray(to) ? targetOf({ subUsers: to as Rows }) : (to as Inventory);
  return makePlan({
    source,
    target,
    mapping: mappingOf({ ...(target.grants.includes('calls') && { grants }), ...mapping }),
  });
}

function step(from: Row, to: Inventory | Rows, mapping: Record<string, unknown> = {}): PlanStep {
  const [only] = plan([from], to, mapping).steps;
  if (only === undefined) throw new Error('there is no step');
  return only;
}

const full = { email: 'a@example.com', phone: '+1 415', description: 'Desk', grants: ['cdr', 'calls'] };
const marked = { id: 't1', name: 'Acme', reference: 'here:1' };

describe('a new sub-user', () => {
  test('gets every field that the target has', () => {
    expect(step({ id: '1', name: 'Acme', ...full, status: 'disabled' }, [])).toEqual({
      id: '1',
      name: 'Acme',
      action: 'create',
      input: {
        name: 'Acme',
        email: 'a@example.com',
        phone: '+1 415',
        description: 'Desk',
        grants: ['calls', 'cdr'],
        enabled: false,
        reference: 'here:1',
      },
      losses: [],
      blocks: [],
    });
  });

  test('of another kind says what it loses, by field', () => {
    const mapping = { grants: { calls: ['=base', 'call-viewer'], cdr: [], base: ['Payer', 'Call Viewer'] } };
    const { action, input, losses } = step(
      { id: '1', name: 'Müller & Söhne', ...full, status: 'blocked', reference: 'crm-7' },
      targetOf({ traits: operatorTraits }),
      mapping,
    );
    expect(action).toBe('create');
    expect(input).toEqual({
      name: 'muller-sohne',
      description: 'Desk',
      grants: ['Call Viewer', 'Payer'],
      reference: 'here:1',
    });
    expect(losses).toEqual([
      {
        field: 'kind',
        why:
          'a tenant (an account with its own API credentials and call records) becomes an operator (a login of the ' +
          'account, with roles); the two cannot do the same',
      },
      { field: 'email', why: 'the target has no such field' },
      { field: 'phone', why: 'the target has no such field' },
      { field: 'grants', why: 'the mapping drops “cdr”' },
      {
        field: 'status',
        why: 'the source blocks its calls until it is verified; verification status does not carry over',
      },
      { field: 'reference', why: '“crm-7” does not move: the reference on the target names the source sub-user' },
      { field: 'name', why: '“Müller & Söhne” becomes “muller-sohne”' },
    ]);
  });

  test('gets defaults for fields that are empty on the source, and carrier options', () => {
    const defaults = { email: 'none@example.com', description: 'Moved', carrierOptions: { rate: 5 } };
    expect(step({ id: '1', name: 'A', email: null, description: 'Own' }, [], { defaults }).input).toEqual({
      name: 'A',
      email: 'none@example.com',
      description: 'Own',
      reference: 'here:1',
      carrierOptions: { rate: 5 },
    });
  });

  test('loses its grants on a target that cannot set them, once the mapping has entries for them', () => {
    const target = targetOf({ traits: withFields(memoryTraits, { grants: { access: 'absent' } }), grants: [] });
    expect(step({ id: '1', name: 'A', grants: ['calls'] }, target, { grants: { calls: [] } })).toMatchObject({
      action: 'create',
      input: { name: 'A', reference: 'here:1' },
      losses: [
        { field: 'grants', why: 'the mapping drops “calls”' },
        { field: 'grants', why: 'the target cannot set the grants of a sub-user' },
      ],
    });
    expect(step({ id: '1', name: 'A', grants: ['calls'] }, target, { grants: {} }).action).toBe('blocked');
    expect(step({ id: '1', name: 'A', grants: null }, target, { grants: {} }).input).not.toHaveProperty('grants');
  });

  test.each([
    ['inherits where the target inherits', memoryTraits, null, 'create', undefined],
    ['gets what the mapping says', memoryTraits, ['=calls'], 'create', ['calls']],
    ['gets nothing where the mapping says so', memoryTraits, [], 'create', []],
    ['is blocked where the target cannot say it', operatorTraits, null, 'blocked', undefined],
    ['gets what the mapping says there, too', operatorTraits, ['admin'], 'create', ['Admin']],
  ])('without grants of its own %s', (_, traits, inheritedGrants, action, expected) => {
    const mapping = traits === operatorTraits ? { grants: {}, inheritedGrants } : { inheritedGrants };
    const result = step({ id: '1', name: 'Name-1', grants: null }, targetOf({ traits }), mapping);
    expect(result.action).toBe(action);
    expect(result.input?.grants).toEqual(expected);
    if (action === 'blocked')
      expect(result.blocks).toEqual([
        {
          field: 'grants',
          why: "it inherits its parent's access, which the target cannot represent; set inheritedGrants in the mapping",
        },
      ]);
  });

  test('that is disabled becomes active only if the mapping says so', () => {
    const target = targetOf({ traits: operatorTraits });
    const row = { id: '1', name: 'Name-1', status: 'disabled', grants: [] } as const;
    expect(step(row, target).blocks).toEqual([
      {
        field: 'enabled',
        why: 'it is disabled, and the target cannot disable sub-users; set disabled to “activate” or “skip” in the mapping',
      },
    ]);
    const activated = step(row, target, { disabled: 'activate' });
    expect(activated.action).toBe('create');
    expect(activated.losses).toContainEqual({
      field: 'enabled',
      why: 'it is disabled, and the mapping activates it',
    });
    expect(plan([row], target, { disabled: 'skip' })).toMatchObject({ steps: [], filtered: 1 });
  });

  test('is blocked with every reason at once', () => {
    const traits = withFields(memoryTraits, { description: { maxLength: 30 }, reference: { access: 'absent' } });
    const row = {
      id: '1',
      name: ' ',
      email: 'a\u0007@example.com',
      description: 'Ten chars.',
      grants: ['x', 'calls', 'y"'],
    };
    expect(step(row, targetOf({ traits }))).toEqual({
      id: '1',
      name: ' ',
      action: 'blocked',
      losses: [],
      blocks: [
        { field: 'grants', why: 'the mapping has no entry for “x”; add "x" to grants in the mapping' },
        { field: 'grants', why: 'the mapping has no entry for “y"”; add "y\\"" to grants in the mapping' },
        { field: 'name', why: 'no name can be made from “ ” (must not be empty); give one in names' },
        {
          field: 'email',
          why:
            'must not have control characters, line breaks, half characters or characters that change the writing ' +
            'direction; correct it on the source',
        },
        {
          field: 'description',
          why:
            'has 34 characters with the reference that is added to it, and the target allows 30; shorten it on the ' +
            'source',
        },
        {
          field: 'reference',
          why: 'the target cannot store one, so a sub-user created there could not be found again; create it by hand',
        },
      ],
    });
  });

  test('the tag counts even without a description', () => {
    const traits = (maxLength: number) => withFields(memoryTraits, { description: { maxLength } });
    // [ref:here:1~0123456789]
    expect(step({ id: '1' }, targetOf({ traits: traits(24) })).action).toBe('create');
    expect(step({ id: '1' }, targetOf({ traits: traits(23) })).action).toBe('create');
    expect(step({ id: '1' }, targetOf({ traits: traits(22) })).action).toBe('blocked');
  });

  test('whose id does not fit a reference is blocked', () => {
    expect(step({ id: 'ä/1' }, []).blocks).toEqual([
      {
        field: 'reference',
        why:
          '“here:ä/1” is not a valid reference (1 to 64 characters of A-Z a-z 0-9 . _ : -), so it could not be found again; ' +
          'move it by hand and add it to filter.except',
      },
    ]);
  });
});

describe('names', () => {
  const operators = (subUsers: Rows = []) => targetOf({ traits: operatorTraits, subUsers });
  const namesOf = (from: Rows, to: Inventory, names = {}) =>
    plan(from, to, { names }).steps.map(
      ({ action, input, target, change }) => change?.name ?? input?.name ?? target?.name ?? action,
    );
  const named = (...names: string[]): Row[] =>
    names.map((name, index) => ({ id: String(index + 1), name, grants: [] }));

  test('derived names are unique, in order of source id, and leave room for the names of the mapping', () => {
    const rows = named('Acme Ltd', 'ACME LTD', 'support', 'Desk one');
    const target = operators([{ id: 't9', name: 'desk-one', reference: 'here:99' }]);
    const all = namesOf(rows, target, { 4: 'support' });
    expect(all).toEqual([
      'acme-ltd',
      expect.stringMatching(/^acme-ltd-[0-9a-z]{4}$/),
      expect.stringMatching(/^support-[0-9a-z]{4}$/),
      'support',
    ]);
    expect(namesOf(rows.toReversed(), target, { 4: 'support' })).toEqual(all);
  });

  test('a name of the mapping that is in use is refused', () => {
    const target = operators([{ id: 't9', name: 'desk-one', reference: 'here:99' }]);
    expect(plan(named('Acme Ltd'), target, { names: { 1: 'Desk-One' } }).steps[0]?.blocks).toEqual([
      { field: 'name', why: '“desk-one” is taken on the target; give another name in names' },
    ]);
  });

  test('no other sub-user gets the name of one that is blocked', () => {
    const rows = [
      { id: '1', name: 'acme-ltd', grants: ['unknown'] },
      { id: '2', name: 'acme-ltd', grants: [] },
    ];
    expect(namesOf(rows, operators())).toEqual(['blocked', expect.stringMatching(/^acme-ltd-/)]);
  });

  test('a login that cannot change is kept, and is a loss if another was wanted', () => {
    const target = operators([{ id: 't1', name: 'old-login', reference: 'here:1', grants: [] }]);
    const [only] = plan(named('Acme Ltd'), target, { names: { 1: 'acme-desk' } }).steps;
    expect(only).toMatchObject({ action: 'none', target: { id: 't1', name: 'old-login' } });
    expect(only?.losses).toContainEqual({ field: 'name', why: '“Acme Ltd” becomes “old-login”' });
  });

  test('a name that can change follows the source, and the mapping before it', () => {
    const names = { 1: 'New' };
    expect(step({ id: '1', name: 'Acme' }, [marked], { names })).toMatchObject({
      action: 'update',
      change: { name: 'New' },
    });
    expect(step({ id: '1', name: 'New' }, [marked], { names })).toMatchObject({
      action: 'update',
      change: { name: 'New' },
    });
    expect(step({ id: '1', name: 'New' }, [marked], { names: { 1: 'Acme' } }).action).toBe('none');
  });

  test('a unique name that can change is kept even after the name that it avoided is gone', () => {
    const traits = { ...operatorTraits, fields: memoryTraits.fields };
    const target = (...rows: Row[]) => targetOf({ traits, subUsers: rows });
    const rows = named('Acme Ltd', 'Acme Ltd');
    const [first = '', second = ''] = namesOf(rows, target());
    expect(namesOf(rows.slice(1), target({ id: 't2', name: second, reference: 'here:2', grants: [] }))).toEqual([
      second,
    ]);
    // The name that the first would like now is still held by the second, and a plan is applied in any order.
    const swapped = target(
      { id: 't1', name: second, reference: 'here:1', grants: [] },
      { id: 't2', name: first, reference: 'here:2', grants: [] },
    );
    expect(namesOf(rows, swapped)).toEqual([second, first]);
    const taken = plan(rows, swapped, { names: { 1: first } }).steps[0];
    expect(taken?.blocks).toEqual([
      { field: 'name', why: `“${first}” is taken on the target; give another name in names` },
    ]);
  });
});

describe('pairing', () => {
  test('one that came from here is found by its reference', () => {
    expect(step({ id: '1', name: 'Acme' }, [marked])).toEqual({
      id: '1',
      name: 'Acme',
      action: 'none',
      target: { id: 't1', name: 'Acme' },
      losses: [],
      blocks: [],
    });
  });

  test('a reference does not pair sub-users of different names: it may come from another account with the same ids', () => {
    const why = (of: string, entry: string, account = 'set account'): string =>
      `“Acme” (t1) on the target has the reference “${of}”, but its name is not derived from “Bob”, and no other field matches; if one of them was renamed, add ` +
      `${entry} to names; if it came from another account of here, ${account} in the mapping`;
    const bob = { id: '1', name: 'Bob', grants: ['calls'] };
    expect(step(bob, [marked])).toMatchObject({
      action: 'blocked',
      blocks: [{ field: 'name', why: why('here:1', '"1": "Bob"') }],
    });
    const east = [{ ...marked, reference: 'here.east:1' }];
    expect(step(bob, east, { account: 'east' }).blocks).toEqual([
      { field: 'name', why: why('here.east:1', '"1": "Bob"', 'change account') },
    ]);
    const login = { id: 't1', name: 'acme-desk', reference: 'here:1', grants: [] };
    const operators = targetOf({ traits: operatorTraits, subUsers: [login] });
    const [block] = step({ ...bob, grants: [] }, operators).blocks;
    expect(block?.why).toContain('add "1": "acme-desk" to names');
    expect(step({ ...bob, grants: [] }, operators, { names: { 1: 'acme-desk' } }).action).toBe('none');
  });

  test.each(['email', 'phone', 'description'] as const)(
    'one with another name and the same %s was renamed',
    (field) => {
      const renamed = { id: '1', name: 'New', grants: ['calls'], [field]: 'desk@acme.example' };
      const target = { ...marked, grants: ['calls'], [field]: 'desk@acme.example' };
      expect(step(renamed, [target])).toMatchObject({ action: 'update', change: { name: 'New' } });
    },
  );

  test('accounts that the mapping names can share a target, and never a sub-user', () => {
    const bob = { id: '1', name: 'Acme', grants: ['calls'] };
    expect(step(bob, [marked], { account: 'east' })).toMatchObject({
      action: 'create',
      input: { name: 'Acme', reference: 'here.east:1' },
    });
    expect(step(bob, [{ ...marked, reference: 'here.east:1' }], { account: 'east' }).action).toBe('update');
    expect(step(bob, [{ ...marked, reference: 'here.east:1' }]).action).toBe('create');
    expect(step(bob, [{ ...marked, reference: 'here.east:1' }], { account: 'west' }).action).toBe('create');
    const login = { id: 't1', name: 'support', reference: 'here:1', grants: [] };
    const operators = targetOf({ traits: operatorTraits, subUsers: [login] });
    expect(step({ id: '1', name: 'Support', grants: [] }, operators, { account: 'east' }).input?.name).toMatch(
      /^support-[0-9a-z]{4}$/,
    );
  });

  test('one that returns to the account of its original blocks instead of creating a second one', () => {
    const traits = operatorTraits;
    const source = sourceOf({
      traits,
      subUsers: [{ id: '1', name: 'cafe-muller', reference: 'there:t1', grants: [] }],
    });
    const back = (names: Record<string, string>, original: Row): PlanStep | undefined =>
      plan(source, [original], { names }).steps[0];
    const original = { id: 't1', name: 'Café Müller' };
    expect(back({}, original)?.blocks).toEqual([
      {
        field: 'reference',
        why:
          'it was created from a sub-user that is still on the target; to adopt that one, give its name in names; to ' +
          'create another one beside it, give any other name; to leave it alone, add it to filter.except',
      },
    ]);
    expect(back({ 1: 'Café Müller' }, original)).toMatchObject({ action: 'adopt', target: { id: 't1' } });
    expect(back({ 1: 'Second' }, original)).toMatchObject({ action: 'create', input: { name: 'Second' } });
    // Another account of that carrier, in which the id is somebody else's.
    expect(back({}, { id: 't1', name: 'Somebody else' })?.action).toBe('create');
    expect(back({}, { id: 't2', name: 'Café Müller' })?.action).toBe('create');
  });

  test('sub-users that share a name are each recognised by their own reference', () => {
    const rows = Array.from({ length: 12 }, (_, index) => ({ id: String(index), name: 'Support', grants: [] }));
    const { steps } = plan(rows, targetOf({ traits: operatorTraits }));
    const standing = steps.map(({ id, input }) => ({ id: `t${id}`, grants: [], name: '', ...input }));
    const again = plan(rows, targetOf({ traits: operatorTraits, subUsers: standing })).steps;
    expect(again.map(({ action }) => action)).toEqual(Array(12).fill('none'));
  });

  test('one of the same name without a reference is adopted', () => {
    const target = { id: 't1', name: 'Acme', email: 'old@example.com', description: 'There' };
    expect(step({ id: '1', name: 'Acme', email: 'a@example.com', phone: '123' }, [target])).toMatchObject({
      action: 'adopt',
      target: { id: 't1', name: 'Acme' },
      change: { email: 'a@example.com', phone: '123', reference: 'here:1' },
    });
  });

  test('a derived name finds a login, folded', () => {
    const subUsers = [{ id: 't1', name: 'Acme-Ltd', grants: ['Admin'] }];
    expect(
      step({ id: '1', name: 'ACME Ltd', grants: [] }, targetOf({ traits: operatorTraits, subUsers }), { grants: {} }),
    ).toMatchObject({
      action: 'adopt',
      change: { grants: [], reference: 'here:1' },
    });
  });

  test('an application’s own reference is not overwritten', () => {
    expect(step({ id: '1', name: 'Acme' }, [{ id: 't1', name: 'Acme', reference: 'crm-1' }]).blocks).toEqual([
      {
        field: 'reference',
        why:
          '“Acme” on the target (t1) has a reference of its own, “crm-1”, which adopting would overwrite; give another ' +
          'name in names, or remove that reference',
      },
    ]);
  });

  test('the target of another sub-user of this source is left alone', () => {
    expect(step({ id: '1', name: 'Acme' }, [{ id: 't1', name: 'Acme', reference: 'here:2' }]).action).toBe('create');
  });

  test('several candidates block', () => {
    const twins = [
      { id: 't1', name: 'Acme' },
      { id: 't2', name: 'Acme' },
    ];
    expect(step({ id: '1', name: 'Acme' }, twins).blocks).toEqual([
      {
        field: 'name',
        why:
          'the target has several of that name (t1, t2), and none has a reference; give another name in names, or ' +
          'rename or delete them there',
      },
    ]);
    const [first, second] = plan(
      [
        { id: '1', name: 'Acme' },
        { id: '2', name: 'Acme' },
      ],
      [{ id: 't2', name: 'Acme', status: 'disabled' }],
    ).steps;
    const why = '1, 2 would all adopt “Acme” (t2); give all but one of them another name in names';
    expect([first?.blocks, second?.blocks]).toEqual([[{ field: 'name', why }], [{ field: 'name', why }]]);
    // Neither is compared with what it does not get.
    expect([first?.losses, second?.losses]).toEqual([[], []]);
    expect(step({ id: '1', name: 'Acme' }, [marked, { ...marked, id: 't2' }]).blocks).toEqual([
      { field: 'reference', why: 't1, t2 on the target all have the reference “here:1”; delete the wrong ones' },
    ]);
  });

  test('within one carrier, too, the reference names the id on the source', () => {
    const target = targetOf({ carrier: 'here', subUsers: [{ ...marked, id: '1', reference: 'here:2' }] });
    const [first, second] = plan(
      sourceOf({
        subUsers: [
          { id: '1', name: 'Acme' },
          { id: '2', name: 'Acme' },
        ],
      }),
      target,
    ).steps;
    expect(first).toMatchObject({ action: 'create', input: { reference: 'here:1' } });
    expect(second).toMatchObject({ action: 'none', target: { id: '1' } });
  });

  test('a target whose reference cannot be set afterwards cannot be adopted', () => {
    const traits = withFields(memoryTraits, { reference: { access: 'create-only' } });
    expect(
      step({ id: '1', name: 'Acme' }, targetOf({ traits, subUsers: [{ id: 't1', name: 'Acme' }] })).blocks,
    ).toEqual([
      { field: 'reference', why: 'the target cannot set a reference after the create; give another name in names' },
    ]);
  });
});

describe('a pair', () => {
  const against = (row: Partial<Row>, there: Partial<Row>, fields = {}, mapping = {}) =>
    step(
      { id: '1', name: 'Acme', ...row },
      targetOf({ traits: withFields(memoryTraits, fields), subUsers: [{ ...marked, ...there }] }),
      mapping,
    );

  test('fields that differ are updated, and fields that are empty on the source are cleared', () => {
    expect(
      against(
        { ...full, phone: null, description: '' },
        { email: 'b@example.com', phone: '12345', description: null, grants: null },
      ),
    ).toMatchObject({
      action: 'update',
      change: { email: 'a@example.com', phone: null, grants: ['calls', 'cdr'] },
    });
  });

  test('grants are compared in any spelling', () => {
    const target = targetOf({
      traits: operatorTraits,
      subUsers: [{ id: 't1', name: 'acme-1', reference: 'here:1', grants: ['CallViewer', 'payer'] }],
    });
    expect(
      step({ id: '1', name: 'Acme-1', grants: ['calls'] }, target, { grants: { calls: ['Payer', 'Call Viewer'] } })
        .action,
    ).toBe('none');
  });

  test('what cannot be updated is a loss', () => {
    const fields = { email: { access: 'create-only' }, phone: { clearable: false }, grants: { access: 'create-only' } };
    const { action, losses } = against(
      { email: 'a@example.com', phone: null, grants: ['calls'] },
      { email: null, phone: '12345', grants: [], status: 'disabled' },
      fields,
    );
    expect(action).toBe('none');
    expect(losses).toEqual([
      { field: 'email', why: 'the target cannot change it after the create' },
      { field: 'phone', why: 'the target cannot clear it' },
      { field: 'grants', why: 'the target cannot change it after the create' },
      { field: 'enabled', why: 'it is disabled on the target and stays disabled' },
    ]);
    expect(against({ grants: null }, { grants: ['calls'] }).losses).toEqual([
      { field: 'grants', why: "the target cannot return to its parent's access" },
    ]);
  });

  test('one that should be disabled and is active on the target blocks', () => {
    expect(against({ status: 'disabled' }, {}).blocks).toEqual([
      { field: 'enabled', why: 'it is active on the target; suspend t1 there first' },
    ]);
    expect(against({ status: 'disabled' }, { status: 'disabled' }).action).toBe('none');
    expect(against({}, { status: 'blocked' }).action).toBe('none');
  });

  test('a default fills an empty field, and overwrites nothing', () => {
    const mapping = { defaults: { email: 'none@example.com' } };
    expect(against({ email: null }, { email: null }, {}, mapping).change).toEqual({ email: 'none@example.com' });
    expect(against({ email: null }, { email: 'own@example.com' }, {}, mapping).action).toBe('none');
    expect(against({}, { email: 'own@example.com' }).action).toBe('none');
  });

  test('a change that no carrier accepts blocks', () => {
    const fields = { description: { maxLength: 30 } };
    expect(
      against({ phone: 'call\u0007me', description: 'Ten chars.' }, {}, fields).blocks.map(({ field }) => field),
    ).toEqual(['phone', 'description']);
    expect(against({ description: 'Six ch' }, {}, fields).action).toBe('update');
    // Of an adopted one the tag is new, and its own description has to leave room for it.
    expect(
      against({}, { reference: null, description: 'Ten chars.' }, fields).blocks.map(({ field }) => field),
    ).toEqual(['description']);
  });

  test('all blocks of a pair are reported together', () => {
    const row = { grants: ['unknown'], status: 'disabled' } as const;
    expect(against(row, {}).blocks.map(({ field }) => field)).toEqual(['grants', 'enabled']);
  });
});

test('the plan says what it covers, what it leaves out, and what it depends on', () => {
  const source = sourceOf({ subUsers: [{ id: '10' }, { id: '9', grants: ['x'] }, { id: '2', status: 'disabled' }] });
  const target = targetOf({
    subUsers: [{ id: 't1', name: 'Name of 10' }],
    traits: { ...memoryTraits, credentials: { origin: 'chosen', shown: 'never' } },
  });
  const result = plan(source, target, { filter: { status: ['active'] } });
  expect(result).toMatchObject({ format: 'subuser-plan', version: 1, filtered: 1, complete: false, applicable: true });
  expect(result.steps.map(({ id, action }) => [id, action])).toEqual([
    ['9', 'blocked'],
    ['10', 'adopt'],
  ]);
  expect(result.source).toMatchObject({ profile: 'old', carrier: 'here', count: 3, digest: source.digest });
  expect(result.target).toMatchObject({ profile: 'new', carrier: 'there', count: 1, digest: target.digest });
  expect(Object.keys(result.source.rows)).toEqual(['2', '9', '10']);
  expect(result.source.rows['2']).toMatch(/^[0-9a-f]{112}$/);
  expect(result.notes).toEqual([
    {
      field: 'credentials',
      why: 'carriers do not reveal secrets, so they do not move: a new password is generated for each create',
    },
    { field: 'native', why: 'settings that only here has are not read and do not move' },
    { field: 'createdAt', why: 'times do not move: on the target they start with the create' },
  ]);
  expect(plan(source, target, { filter: { only: ['10'], except: ['9'] } })).toMatchObject({
    complete: true,
    filtered: 2,
  });
  expect(plan([], [])).toMatchObject({ complete: true, applicable: false, filtered: 0, steps: [] });
});

test('source and target must be two accounts', () => {
  const target = targetOf({ carrier: 'here', profile: 'old' });
  expect(faultsOf(() => plan([], target))).toEqual(['target: must be another account than the source (old)']);
});

test('an id that occurs twice has one step, made from its later row', () => {
  const rows = [
    { id: '1', name: 'Before' },
    { id: '1', name: 'After' },
    { id: '2', name: 'B' },
  ];
  const { steps } = makePlan({ source: sourceOf({ subUsers: rows }), target: targetOf(), mapping: mappingOf() });
  expect(steps.map(({ id, name }) => `${id} ${name}`)).toEqual(['1 After', '2 B']);
});

test('if hundreds share a name on both sides, each message lists ten of them and counts the rest', () => {
  const rows = (prefix: string) =>
    Array.from({ length: 300 }, (_, index) => ({ id: `${prefix}${index}`, name: 'Desk' }));
  const source = sourceOf({ subUsers: rows('s') });
  const ids = (prefix: string): string => Array.from({ length: 10 }, (_, index) => `${prefix}${index}`).join(', ');
  const several = makePlan({ source, target: targetOf({ subUsers: rows('t') }), mapping: mappingOf() });
  expect(new Set(several.steps.flatMap(({ blocks }) => blocks.map(({ why }) => why)))).toEqual(
    new Set([
      `the target has several of that name (${ids('t')} and 290 more), and none has a reference; give another ` +
        'name in names, or rename or delete them there',
    ]),
  );
  const one = makePlan({ source, target: targetOf({ subUsers: [{ id: 't1', name: 'Desk' }] }), mapping: mappingOf() });
  expect(new Set(one.steps.flatMap(({ blocks }) => blocks.map(({ why }) => why)))).toEqual(
    new Set([`${ids('s')} and 290 more would all adopt “Desk” (t1); give all but one of them another name in names`]),
  );
});
