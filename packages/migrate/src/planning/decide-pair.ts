import { brokenRules, inOurWords, copiedChangeSchema } from '@subuser/core/provider';
import { compareSubUsers, type FieldComparison } from './compare-sub-users.ts';
import type { InventoryRow } from '../inventory/inventory.ts';
import type { Candidate } from './candidate.ts';
import { type Decision, lengthBlocks, renameLoss, ruleBlocks, shared } from './decision.ts';
import type { Sides } from './sides.ts';
import type { Reason, PlannedChange } from '../plan/plan.ts';

function changeBlocks(change: PlannedChange, { pairing }: Candidate, target: InventoryRow, sides: Sides): Reason[] {
  if (Object.keys(change).length === 0) return [];
  const parsed = copiedChangeSchema.safeParse(change, inOurWords);
  const isTagWritten = change.description !== undefined || change.reference !== undefined;
  const description = change.description === undefined ? target.description : change.description;
  return [
    ...(parsed.success ? [] : ruleBlocks(brokenRules(parsed.error))),
    ...(isTagWritten ? lengthBlocks(description, pairing.reference, sides) : []),
  ];
}

/** Every change together; each of the carrier's own settings is one. */
function changeOf(comparisons: readonly FieldComparison[]): PlannedChange {
  const changes = comparisons.flatMap((each) => ('change' in each ? [each.change] : []));
  const carrierOptions: Record<string, unknown> = Object.assign({}, ...changes.map((each) => each.carrierOptions));
  const change: PlannedChange = Object.assign({}, ...changes);
  return change.carrierOptions ? { ...change, carrierOptions } : change;
}

/** Decides what becomes of a source sub-user that is already on the target. */
export function decidePair(candidate: Candidate, target: InventoryRow, sides: Sides): Decision {
  const { source, pairing, desired, name: chosen } = candidate;
  const { id, name } = source;
  const comparisons = compareSubUsers(candidate, target, sides);
  const change = changeOf(comparisons);
  const losses = shared([
    ...desired.losses,
    ...renameLoss(name, change.name ?? target.name),
    ...comparisons.flatMap((each) => ('loss' in each ? [{ field: each.field, why: each.loss }] : [])),
  ]);
  const blocks = shared([
    ...pairing.blocks,
    ...desired.blocks,
    ...(target.unreadable ?? []).map((field) => ({ field, why: 'cannot be read on the target; correct it there' })),
    ...('why' in chosen ? [{ field: 'name', why: chosen.why }] : []),
    ...comparisons.flatMap((each) => ('block' in each ? [{ field: each.field, why: each.block }] : [])),
    ...changeBlocks(change, candidate, target, sides),
  ]);
  if (blocks.length > 0) return { step: { id, name, action: 'blocked', losses, blocks }, target, comparisons };
  const there = { id: target.id, name: target.name };
  if (Object.keys(change).length === 0)
    return { step: { id, name, action: 'none', target: there, losses, blocks }, target, comparisons };
  const action = pairing.by === 'name' ? 'adopt' : 'update';
  return { step: { id, name, action, target: there, change, losses, blocks }, target, comparisons };
}
