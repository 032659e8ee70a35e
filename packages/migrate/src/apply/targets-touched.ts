import type { SubUserId } from '@subuser/core';
import type { Inventory } from '../inventory/inventory.ts';
import type { Journal } from '../journal/journal.ts';
import type { Plan } from '../plan/plan.ts';
import { StepIndex } from '../plan/step-index.ts';
import { isOfStep, PlanCheck } from '../journal/step-history.ts';

/**
 * The ids of the target that a plan's own journal has begun to make or change, for `checkBasis`: what it wrote as made,
 * what adopts and updates are about, and whatever carries the reference of a create that was begun, since its answer may
 * be lost. Rejects with `MigrationError` where the journal is another plan's.
 */
export async function targetsTouched(
  plan: Plan,
  journal: Pick<Journal, 'entries'>,
  target: Pick<Inventory, 'subUsers'>,
): Promise<ReadonlySet<SubUserId>> {
  const check = new PlanCheck(plan.digest);
  const index = new StepIndex(plan.steps);
  const begun = new Uint8Array(plan.steps.length);
  const made = new Set<SubUserId>();
  for await (const entries of journal.entries())
    for (const entry of entries) {
      check.see(entry);
      const place = isOfStep(entry) ? index.of(entry.step) : undefined;
      if (place === undefined) continue;
      begun[place] = 1;
      if ('target' in entry) made.add(entry.target);
    }
  check.isBegun();
  const references = new Set<string>();
  for (const [place, step] of plan.steps.entries()) {
    if (begun[place] === 0) continue;
    if (step.target) made.add(step.target.id);
    if (step.input) references.add(step.input.reference);
  }
  for (const { id, reference } of target.subUsers) if (reference && references.has(reference)) made.add(id);
  return made;
}
