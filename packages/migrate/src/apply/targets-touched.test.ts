import { expect, test } from 'vitest';
import { journalOf } from '../../test-support/journal-of.ts';
import type { InventoryRow } from '../inventory/inventory.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { targetsTouched } from './targets-touched.ts';

const step = (id: string, rest: Partial<PlanStep>): PlanStep => ({
  id,
  name: id,
  action: 'create',
  losses: [],
  blocks: [],
  ...rest,
});

const plan = {
  digest: 'd',
  steps: [
    step('s1', { input: { name: 'one', reference: 'src:s1' } }),
    step('s2', { input: { name: 'two', reference: 'src:s2' } }),
    step('s3', { input: { name: 'three', reference: 'src:s3' } }),
    step('s4', { action: 'adopt', target: { id: 't4', name: 'four' } }),
    step('s5', { action: 'update', target: { id: 't5', name: 'five' } }),
  ],
} as Plan;

const row = (id: string, reference: string | null): InventoryRow => ({
  carrier: 'memory',
  id,
  name: id,
  status: 'active',
  reference,
});

test('touched: what the journal names, what was started and arrived, and what is adopted; nothing else', async () => {
  const entries: JournalEntry[] = [
    { type: 'begin', plan: 'd', at: 1 },
    { type: 'intent', step: 's1', nonce: 'aaaaaaaaaa', at: 2 },
    { type: 'sealed', step: 's1', nonce: 'aaaaaaaaaa', target: 't1', at: 3 },
    { type: 'done', step: 's1', target: 't1', at: 3 },
    { type: 'intent', step: 's2', nonce: 'bbbbbbbbbb', at: 4 },
    { type: 'intent', step: 's4', at: 5 },
  ];
  const subUsers = [row('t1', 'src:s1'), row('t2', 'src:s2'), row('t3', 'src:s3'), row('t9', null), row('t5', null)];
  expect([...(await targetsTouched(plan, journalOf(entries), { subUsers }))].toSorted()).toEqual(['t1', 't2', 't4']);
});

test('without a started step nothing is touched', async () => {
  expect(await targetsTouched(plan, journalOf([]), { subUsers: [row('t1', 'src:s1')] })).toEqual(new Set());
});

test('another plan’s journal is refused', async () => {
  const entries: JournalEntry[] = [{ type: 'begin', plan: 'other', at: 1 }];
  const made = targetsTouched(plan, journalOf(entries), { subUsers: [] });
  await expect(made).rejects.toMatchObject({ code: 'other-plan' });
});
