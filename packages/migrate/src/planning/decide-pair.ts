import { brokenRules, subUserChangeSchema } from '@subuser/core/provider';
import { compareSubUsers } from './compare-sub-users.ts';
import type { Listed } from '../inventory/inventory.ts';
import { type Case, type Judgement, lengthBlocks, nameLoss, ruleBlocks, shared } from './decision.ts';
import type { Sides } from './pair-sub-users.ts';
import type { Loss, PlannedChange } from '../plan/plan.ts';

function changeBlocks(change: PlannedChange, { pairing }: Case, target: Listed, sides: Sides): Loss[] {
  if (Object.keys(change).length === 0) return [];
  const parsed = subUserChangeSchema.safeParse(change);
  const isTagWritten = change.description !== undefined || change.reference !== undefined;
  const description = change.description === undefined ? target.description : change.description;
  return [
    ...(parsed.success ? [] : ruleBlocks(brokenRules(parsed.error))),
    ...(isTagWritten ? lengthBlocks(description, pairing.reference, sides) : []),
  ];
}

/** What becomes of a source sub-user that stands on the target. */
export function judgePair(subject: Case, target: Listed, sides: Sides): Judgement {
  const { source, pairing, wanted, name: chosen } = subject;
  const { id, name } = source;
  const verdicts = compareSubUsers(subject, target, sides);
  const change: PlannedChange = Object.assign({}, ...verdicts.map((each) => ('change' in each ? each.change : {})));
  const losses = shared([
    ...wanted.losses,
    ...nameLoss(name, change.name ?? target.name),
    ...verdicts.flatMap((each) => ('loss' in each ? [{ field: each.field, why: each.loss }] : [])),
  ]);
  const blocks = shared([
    ...pairing.blocks,
    ...wanted.blocks,
    ...('why' in chosen ? [{ field: 'name', why: chosen.why }] : []),
    ...verdicts.flatMap((each) => ('block' in each ? [{ field: each.field, why: each.block }] : [])),
    ...changeBlocks(change, subject, target, sides),
  ]);
  if (blocks.length > 0) return { step: { id, name, action: 'blocked', losses, blocks }, target, verdicts };
  const there = { id: target.id, name: target.name };
  if (Object.keys(change).length === 0)
    return { step: { id, name, action: 'none', target: there, losses, blocks }, target, verdicts };
  const action = pairing.by === 'name' ? 'adopt' : 'update';
  return { step: { id, name, action, target: there, change, losses, blocks }, target, verdicts };
}
