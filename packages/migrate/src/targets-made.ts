import type { SubUserId } from '@subuser/core';
import type { Inventory } from './inventory.ts';
import type { JournalEntry } from './journal.ts';
import type { Plan } from './plan.ts';
import { isBegun, recordsOf } from './step-record.ts';

/**
 * The ids of the target that a plan's own journal has begun to make or change, for `checkBasis`: what it wrote as made,
 * what adopts and updates are about, and whatever carries the reference of a create that was begun, since its answer may
 * be lost. Throws `MigrationError` where the journal is another plan's.
 */
export function targetsMade(
  plan: Plan,
  entries: readonly JournalEntry[],
  target: Pick<Inventory, 'subUsers'>,
): ReadonlySet<SubUserId> {
  isBegun(plan, entries);
  const records = recordsOf(entries);
  const made = new Set<SubUserId>();
  const references = new Set<string>();
  for (const step of plan.steps) {
    const record = records.get(step.id);
    if (record === undefined) continue;
    for (const id of record.targets) made.add(id);
    if (step.target) made.add(step.target.id);
    if (step.input) references.add(step.input.reference);
  }
  for (const { id, reference } of target.subUsers) if (reference && references.has(reference)) made.add(id);
  return made;
}
