import type { BrokenRule } from '@subuser/core';
import { sampleNonce, writeTag } from '@subuser/core/provider';
import type { FieldComparison } from './compare-sub-users.ts';
import type { InventoryRow } from '../inventory/inventory.ts';
import type { Sides } from './sides.ts';
import type { Reason, PlanStep } from '../plan/plan.ts';

/** A step, and what a plan does not keep: the sub-user of the target that it was compared with, and how each field compares. */
export interface Decision {
  step: PlanStep;
  target?: InventoryRow;
  comparisons: FieldComparison[];
}

const empty: readonly Reason[] = Object.freeze([]);

/** Most steps have no losses and no blocks: in a plan of a million they share one empty list. */
export function shared(losses: readonly Reason[]): readonly Reason[] {
  return losses.length === 0 ? empty : losses;
}

/** The tag that carries the reference needs room at the end of the description. */
export function lengthBlocks(description: string | null | undefined, reference: string, { target }: Sides): Reason[] {
  const { maxLength } = target.traits.fields.description;
  const { length } = Array.from(writeTag(description ?? null, { reference, nonce: sampleNonce }));
  if (maxLength === undefined || length <= maxLength) return [];
  const why = `has ${length} characters with the reference that is added to it, and the target allows ${maxLength}`;
  return [{ field: 'description', why: `${why}; shorten it on the source` }];
}

/** The source has a value that is not sent to any carrier. */
export function ruleBlocks(rules: readonly BrokenRule[]): Reason[] {
  return rules.map(({ field, rule }) => ({ field, why: `${rule}; correct it on the source` }));
}

export function renameLoss(from: string, to: string): Reason[] {
  return from === to ? [] : [{ field: 'name', why: `“${from}” becomes “${to}”` }];
}
