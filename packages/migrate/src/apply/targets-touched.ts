import type { SubUserId } from '@subuser/core';
import type { Inventory } from '../inventory/inventory.ts';
import type { Journal } from '../journal/journal.ts';
import type { Plan } from '../plan/plan.ts';
import { StepIndex } from '../plan/step-index.ts';
import { isOfStep, PlanCheck } from '../journal/step-history.ts';

/**
 * Ids of the target that this plan has started to create or change, for `checkBasis`: those in its journal, those of
 * started adopts and updates, and any sub-user with the reference of a started create, whose reply may have been lost.
 * Rejects with `MigrationError` if the journal belongs to another plan.
 */
export async function targetsTouched(
  plan: Plan,
  journal: Pick<Journal, 'entries'>,
  target: Pick<Inventory, 'subUsers'>,
): Promise<ReadonlySet<SubUserId>> {
  const check = new PlanCheck(plan.digest);
  const index = new StepIndex(plan.steps);
  const begun = new Uint8Array(plan.steps.length);
  const touched = new Set<SubUserId>();
  for await (const entries of journal.entries())
    for (const entry of entries) {
      check.see(entry);
      const place = isOfStep(entry) ? index.of(entry.step) : undefined;
      if (place === undefined) continue;
      begun[place] = 1;
      if ('target' in entry) touched.add(entry.target);
    }
  check.isBegun();
  const references = new Set<string>();
  for (const [place, step] of plan.steps.entries()) {
    if (begun[place] === 0) continue;
    if (step.target) touched.add(step.target.id);
    if (step.input) references.add(step.input.reference);
  }
  for (const { id, reference } of target.subUsers) if (reference && references.has(reference)) touched.add(id);
  return touched;
}
