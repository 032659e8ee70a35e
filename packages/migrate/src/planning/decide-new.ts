import { brokenRules, newSubUserSchema } from '@subuser/core/provider';
import { type Case, type Judgement, lengthBlocks, nameLoss, ruleBlocks, shared } from './decision.ts';
import type { Sides } from './pair-sub-users.ts';
import type { Loss, PlannedInput } from '../plan/plan.ts';
import { isWritable } from '../mapping/writable.ts';

function plannedInput({ source, pairing, wanted, name }: Case, { target, mapping }: Sides): PlannedInput {
  const { carrierOptions } = mapping.defaults;
  const grants = isWritable(target.traits, 'grants') ? wanted.grants : null;
  return {
    name: 'name' in name ? name.name : source.name,
    ...wanted.contact,
    ...(grants !== null && { grants: [...grants] }),
    ...(!wanted.isEnabled && { enabled: false }),
    reference: pairing.reference,
    ...(carrierOptions !== undefined && { carrierOptions }),
  };
}

function blocksOf(input: PlannedInput, { pairing, wanted, name }: Case, sides: Sides): Loss[] {
  // The reference has been judged in pairing, and carrier options are the adapter's to check.
  const { reference, carrierOptions: _options, ...fields } = input;
  const parsed = newSubUserSchema.safeParse(fields);
  const blocks = [
    ...pairing.blocks,
    ...wanted.blocks,
    ...('why' in name ? [{ field: 'name', why: name.why }] : []),
    ...(parsed.success ? [] : ruleBlocks(brokenRules(parsed.error))),
    ...lengthBlocks(input.description, reference, sides),
  ];
  if (!isWritable(sides.target.traits, 'reference')) {
    const why = 'the target has no place for one, so what is created there could not be found again; create it by hand';
    blocks.push({ field: 'reference', why });
  }
  return blocks;
}

/** What becomes of a source sub-user that is not on the target yet. */
export function judgeNew(subject: Case, sides: Sides): Judgement {
  const { id, name } = subject.source;
  const { losses } = subject.wanted;
  const input = plannedInput(subject, sides);
  const blocks = blocksOf(input, subject, sides);
  if (blocks.length > 0) return { step: { id, name, action: 'blocked', losses, blocks }, verdicts: [] };
  const allLosses = [...losses, ...nameLoss(name, input.name)];
  return { step: { id, name, action: 'create', input, losses: shared(allLosses), blocks: shared([]) }, verdicts: [] };
}
