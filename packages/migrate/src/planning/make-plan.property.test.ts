import { foldName, openSubUsers, SubUserError, type Traits } from '@subuser/core';
import { createMemoryProvider, memoryTraits } from '@subuser/core/memory';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mappingOf, operatorTraits, sourceOf, withFields } from '../../test-support/inventories.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { derivedName } from './derived-name.ts';
import { makePlan } from './make-plan.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { Plan } from '../plan/plan.ts';
import { parsePlan, serialisePlan } from '../plan/plan-file.ts';
import { takeInventory } from '../inventory/take-inventory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';

const unique: Traits = { ...operatorTraits, kind: 'tenant', fields: memoryTraits.fields };
const kinds: Readonly<Record<string, Traits>> = {
  everything: memoryTraits,
  operator: operatorTraits,
  'unique names that change': unique,
  'nothing can be emptied, and little room': withFields(memoryTraits, {
    email: { clearable: false },
    phone: { access: 'create-only' },
    description: { clearable: false, maxLength: 40 },
    grants: { access: 'create-only' },
  }),
};

// Few and alike, so that they meet: on one side, on the other, folded, and cut to a length.
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Acme Ltd', 'ACME LTD', 'acme-ltd', 'Acme Ltd ', 'desk-1', 'Desk 1') },
  { weight: 2, arbitrary: fc.constantFrom('Müller', 'Muller', '株式会社', 'x', ' ') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }) },
);
/** Mostly the first; else one of the others. */
const mostly = <const T>(first: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(first) }, { weight: 2, arbitrary: fc.constantFrom(first, ...others) });
const row = fc.record({
  name,
  status: mostly('active', 'disabled', 'blocked'),
  email: mostly(null, 'a@example.com', 'b@example.com', 'no address', undefined),
  phone: mostly(null, '+1 415 555 0100', 'call me', undefined),
  description: mostly(null, 'Desk', 'A description that leaves little room', '', undefined),
  grants: mostly([], ['one'], ['one', 'two'], ['TWO'], ['three'], null),
  reference: mostly(null, 'crm-1'),
});
const standing = fc.record(
  {
    name: fc.oneof(fc.constantFrom('acme-ltd', 'desk-1', 'muller'), name),
    reference: fc.constantFrom('crm-1', 'here:1', 'here:2', 'here:3', 'here:4', 'here:99', undefined, undefined),
    description: mostly(undefined, 'Desk', 'Other'),
    enabled: mostly(undefined, false),
    grants: fc.constant<string[]>([]),
    // Named after the source sub-user that its reference names.
    isKin: fc.boolean(),
  },
  { requiredKeys: ['name'] },
);
const scene = fc.record({
  kind: fc.constantFrom(...Object.keys(kinds)),
  rows: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), row), { selector: ([id]) => id, maxLength: 8 }),
  standing: fc.array(standing, { maxLength: 5 }),
  disabled: fc.constantFrom('keep', 'activate', 'skip'),
  inheritedGrants: fc.constantFrom(null, ['=one']),
  defaults: fc.constantFrom({}, { description: 'Moved' }),
  order: fc.infiniteStream(fc.nat()),
});

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the fields that were drawn as absent. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

async function open({ kind, rows, standing: seeds, ...rest }: typeof scene extends fc.Arbitrary<infer T> ? T : never) {
  const traits = kinds[kind] ?? memoryTraits;
  const subUsers = openSubUsers(createMemoryProvider({ carrier: 'there', traits, pageSize: 3 }));
  const displays = new Map(rows.map(([id, { name: display }]) => [`here:${id}`, display]));
  for (const { enabled, isKin = true, ...drawn } of seeds) {
    const display = displays.get(drawn.reference ?? '');
    const derived = isKin && display !== undefined ? derivedName(display, traits.name) : drawn;
    const seed = 'name' in derived ? { ...drawn, name: derived.name } : drawn;
    const input = traits.fields.enabled.access === 'absent' || enabled === undefined ? seed : { ...seed, enabled };
    await subUsers.create(input).catch((error: unknown) => {
      // A name that is taken or breaks the rule of this carrier stands for no sub-user at all.
      if (!SubUserError.is(error, 'already-exists') && !SubUserError.is(error, 'invalid-argument')) throw error;
    });
  }
  const [first = '', second = first] = traits.grants.names ?? [];
  const { order: _order, ...settings } = rest;
  const mapping = mappingOf({ ...settings, grants: { one: [first], two: ['=one', second] } });
  const source = sourceOf({ subUsers: rows.map(([id, fields]) => ({ id: String(id), ...present(fields) })) });
  return { subUsers, mapping, source, take: () => takeInventory(subUsers, { profile: 'new' }) };
}

const runs = { numRuns: 200, seed: 7 };
/** Of a machine that does other things meanwhile. */
const patience = 60_000;

test(
  'the same inventories and mapping give the same bytes, in whatever order they are',
  async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (drawn) => {
        const { source, mapping, take } = await open(drawn);
        const target = await take();
        const shuffled = (inventory: Inventory): Inventory => ({
          ...inventory,
          subUsers: inventory.subUsers.toSorted(() => ((drawn.order.next().value ?? 0) % 3) - 1),
        });
        const text = serialisePlan(makePlan({ source, target, mapping }));
        expect(serialisePlan(makePlan({ source: shuffled(source), target: shuffled(target), mapping }))).toBe(text);
        expect(serialisePlan(parsePlan(text))).toBe(text);
      }),
      runs,
    );
  },
  patience,
);

function expectComplete(plan: Plan, source: Inventory, mapping: Mapping): void {
  const moving = source.subUsers.filter(({ status }) => mapping.disabled !== 'skip' || status !== 'disabled');
  expect(plan.steps.map(({ id }) => id)).toEqual(moving.map(({ id }) => id));
  expect(plan.filtered).toBe(source.subUsers.length - moving.length);
  for (const { action, input, change, target, blocks } of plan.steps) {
    expect(input !== undefined).toBe(action === 'create');
    expect(change !== undefined).toBe(action === 'adopt' || action === 'update');
    expect(target === undefined).toBe(action === 'create' || action === 'blocked');
    expect(blocks.length > 0).toBe(action === 'blocked');
  }
}

function expectDistinct(plan: Plan, target: Inventory): void {
  const targets = plan.steps.flatMap((step) => step.target?.id ?? []);
  expect(new Set(targets).size).toBe(targets.length);
  const rule = target.traits.name;
  if (!rule.unique) return;
  const given = plan.steps.flatMap(({ input, change }) => input?.name ?? change?.name ?? []);
  const folded = [...given, ...target.subUsers.map((each) => each.name)].map((each) => foldName(each, rule));
  expect(new Set(folded).size).toBe(folded.length);
}

/** Applied in any order, every step of it is taken; afterwards there is nothing left to do, and it verifies. */
test(
  'a plan is complete, can be applied in any order, and is then done',
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(scene, async (drawn) => {
        const { source, mapping, take, subUsers } = await open(drawn);
        const before = await take();
        const plan = makePlan({ source, target: before, mapping });
        expectComplete(plan, source, mapping);
        expectDistinct(plan, before);

        for (const { input, change, target } of plan.steps.toSorted(() => ((drawn.order.next().value ?? 0) % 3) - 1)) {
          if (input) await subUsers.create({ ...input, carrierOptions: undefined }, { isCopy: true });
          if (change && target)
            await subUsers.update(target.id, { ...change, carrierOptions: undefined }, { isCopy: true });
        }
        const target = await take();
        const again = new Map(makePlan({ source, target, mapping }).steps.map((step) => [step.id, step]));
        const lines = new Map(verifyPlan({ plan, source, target }).lines.map((line) => [line.id, line]));
        for (const { id, action, losses } of plan.steps) {
          seen.add(`${drawn.kind}: ${action}`);
          if (action === 'blocked') continue;
          expect(again.get(id)).toMatchObject({ id, action: 'none' });
          // What still differs was said to be lost.
          const fields = losses.map(({ field }) => field);
          for (const field of lines.get(id)?.fields ?? []) expect(fields).toContain(field);
          expect(lines.get(id)?.sigil).toMatch(/[=*]/);
        }
      }),
      runs,
    );
    // The draws reach every action on every kind, else this would prove little; `none` is what all of them become.
    const actions = ['create', 'adopt', 'update', 'blocked'];
    const reached = Object.keys(kinds).flatMap((kind) => actions.map((action) => `${kind}: ${action}`));
    expect(reached.filter((each) => !seen.has(each))).toEqual([]);
  },
  patience,
);
