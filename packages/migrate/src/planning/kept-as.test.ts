import { openSubUsers, type SubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import type { SubUserDraft, SubUserRevision } from '@subuser/core/provider';
import { expect, test } from 'vitest';
import { mappingOf, sourceOf, targetOf } from '../../test-support/inventories.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { takeInventory } from '../inventory/take-inventory.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { isKeptAs } from './kept-as.ts';
import { makePlan } from './make-plan.ts';

test.each([
  ['name', 'Cafe\u0301 ', 'Café'],
  ['email', 'Jo@Example.com', 'jo@example.com'],
  ['email', ' jo@example.com', 'jo@example.com'],
  ['description', 'one\r\ntwo ', 'one\ntwo'],
  ['phone', '+1 (415) 555-0100', '+14155550100'],
  ['phone', '022–1234567', '0221234567'],
  ['phone', 'tel:+1-415-555-0100', '+1 415 555 0100'],
  ['phone', '+1 415 555 0100 x89', '+14155550100'],
  ['phone', '+1 415 555 0100;ext=89', '+14155550100'],
] as const)('a carrier may keep a %s, %j, as %j', (field, own, stored) => {
  expect(isKeptAs(field, own, stored)).toBe(true);
});

test.each([
  ['name', 'Desk', 'desk'],
  ['email', 'jo@example.com', 'Jo@example.com'],
  ['email', 'jo@example.com', 'jo@example.com'],
  ['description', 'Desk', 'desk'],
  ['phone', '+1 415 555 0100', '+1 415 555 0101'],
  ['phone', '+1 415 555 0100', ''],
  ['phone', 'none', 'unknown'],
] as const)('a %s, %j, is not kept as %j', (field, own, stored) => {
  expect(isKeptAs(field, own, stored)).toBe(false);
});

/** Stores names and descriptions composed and trimmed, emails in small letters, and of phone numbers the digits. */
function tidyCarrier(): SubUsers {
  const memory = createMemoryProvider({ carrier: 'there' });
  const tidy = <T extends SubUserDraft | SubUserRevision>({ ...fields }: T): T => {
    const { name, email, phone, description } = fields;
    if (name !== undefined) fields.name = name.normalize('NFC').trim();
    if (email) fields.email = email.toLowerCase();
    if (phone) fields.phone = phone.replaceAll(/[^\d+]/gu, '');
    if (description) fields.description = description.normalize('NFC').trim();
    return fields;
  };
  return openSubUsers({
    ...memory,
    create: (draft, call) => memory.create(tidy(draft), call),
    update: (id, revision, call) => memory.update(id, tidy(revision), call),
  });
}

async function applied(target: SubUsers, source: Inventory) {
  const plan = makePlan({ source, target: await takeInventory(target, { profile: 'new' }), mapping: mappingOf() });
  for (const { input, change, target: at } of plan.steps) {
    if (input) await target.create({ ...input, carrierOptions: undefined }, { isCopy: true });
    if (change && at) await target.update(at.id, { ...change, carrierOptions: undefined }, { isCopy: true });
  }
  return plan.steps;
}

test('a plan for a carrier that tidies what it stores converges, and says once what is kept in another spelling', async () => {
  const row = {
    id: '1',
    name: 'Cafe\u0301 Müller ',
    email: 'Jo@Example.com',
    phone: '022–1234567',
    description: ' Support',
  };
  const source = sourceOf({ subUsers: [row] });
  const target = tidyCarrier();
  expect(await applied(target, source)).toMatchObject([{ action: 'create', blocks: [] }]);
  const [step] = await applied(target, source);
  expect(step).toMatchObject({ action: 'none', blocks: [] });
  expect(step?.losses).toEqual([
    { field: 'name', why: '“Cafe\u0301 Müller ” becomes “Café Müller”' },
    { field: 'email', why: 'the target keeps it as “jo@example.com”' },
    { field: 'phone', why: 'the target keeps it as “0221234567”' },
    { field: 'description', why: 'the target keeps it as “Support”' },
  ]);
  const inventory = await takeInventory(target, { profile: 'new' });
  const plan = makePlan({ source, target: inventory, mapping: mappingOf() });
  const verification = verifyPlan({ plan, source, target: inventory });
  expect(verification.isClean).toBe(true);
  expect(verification.lines[0]?.why).toHaveLength(3);
  // What really changes on the source still moves.
  const changed = sourceOf({ subUsers: [{ ...row, email: 'Other@example.com', phone: '022–1234568' }] });
  expect(await applied(target, changed)).toMatchObject([
    { action: 'update', change: { email: 'Other@example.com', phone: '022–1234568' } },
  ]);
  expect(await applied(target, changed)).toMatchObject([{ action: 'none' }]);
});

test('a namesake in another spelling is adopted, and no second one is created', () => {
  const source = sourceOf({ subUsers: [{ id: '1', name: 'Cafe\u0301' }] });
  const target = targetOf({ subUsers: [{ id: 't1', name: 'Café' }] });
  const { steps } = makePlan({ source, target, mapping: mappingOf() });
  expect(steps).toMatchObject([{ action: 'adopt', target: { id: 't1' }, change: { reference: 'here:1' } }]);
  expect(steps[0]?.change).not.toHaveProperty('name');
});

test.each(['022–1234567', '+1 415 555 0100 x89', 'tel:+1-415-555-0100', 'n/a'])(
  'a phone number that the source holds moves as it is: %s',
  (phone) => {
    const source = sourceOf({ subUsers: [{ id: '1', name: 'Desk', phone, email: 'Jo <jo@example.com>' }] });
    const { steps } = makePlan({ source, target: targetOf(), mapping: mappingOf() });
    expect(steps).toMatchObject([{ action: 'create', input: { phone, email: 'Jo <jo@example.com>' } }]);
  },
);
