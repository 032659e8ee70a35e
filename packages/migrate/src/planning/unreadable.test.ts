import { openSubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { mappingOf, type Row, sourceOf, targetOf } from '../../test-support/inventories.ts';
import { takeInventory } from '../inventory/take-inventory.ts';
import { makePlan } from './make-plan.ts';

const odd: Row = { id: '1', name: 'Acme', grants: [], unreadable: ['grants', 'enabled'] };

function stepsOf(source: readonly Row[], target: readonly Row[] = [], mapping: Record<string, unknown> = {}) {
  return makePlan({
    source: sourceOf({ subUsers: source }),
    target: targetOf({ subUsers: target }),
    mapping: mappingOf({ grants: { calls: ['calls'], cdr: ['cdr'] }, ...mapping }),
  }).steps;
}

test('a sub-user that cannot be read is blocked by each field, never guessed', () => {
  const why = 'cannot be read on the source; correct it there, or add "1" to filter.except in the mapping';
  const [step, ...others] = stepsOf([odd, { id: '2', name: 'Beta' }]);
  expect(step).toMatchObject({
    action: 'blocked',
    blocks: [
      { field: 'grants', why },
      { field: 'enabled', why },
    ],
  });
  expect(others).toMatchObject([{ id: '2', action: 'create' }]);
});

test('filter.except leaves it out; a filter by a status that cannot be read does not', () => {
  expect(stepsOf([odd], [], { filter: { except: ['1'] } })).toEqual([]);
  expect(stepsOf([odd], [], { filter: { status: ['disabled'] } })).toMatchObject([{ action: 'blocked' }]);
  const disabled: Row = { ...odd, status: 'disabled' };
  expect(stepsOf([disabled], [], { disabled: 'skip' })).toMatchObject([{ action: 'blocked' }]);
});

test('a target that cannot be read is not compared in silence', () => {
  const there: Row = { id: 't1', name: 'Acme', reference: 'here:1', unreadable: ['phone'] };
  expect(stepsOf([{ id: '1', name: 'Acme' }], [there])).toMatchObject([
    { action: 'blocked', blocks: [{ field: 'phone', why: 'cannot be read on the target; correct it there' }] },
  ]);
});

test('an inventory keeps the mark', async () => {
  const provider = createMemoryProvider({ carrier: 'here' });
  const subUsers = openSubUsers({
    ...provider,
    async listPage(request, call) {
      const page = await provider.listPage(request, call);
      return { ...page, items: page.items.map((each) => ({ ...each, unreadable: ['phone'] })) };
    },
  });
  await subUsers.create({ name: 'Acme' });
  const { subUsers: rows } = await takeInventory(subUsers, { profile: 'old' });
  expect(rows).toMatchObject([{ name: 'Acme', unreadable: ['phone'] }]);
});
