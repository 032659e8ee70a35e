import { brokenRules, inOurWords, copiedSubUserSchema } from '@subuser/core/provider';
import type { Candidate } from './candidate.ts';
import { type Decision, lengthBlocks, renameLoss, ruleBlocks, shared } from './decision.ts';
import type { Sides } from './sides.ts';
import type { Reason, PlannedInput } from '../plan/plan.ts';
import { isWritable } from '../mapping/writable.ts';

function plannedInput({ source, pairing, desired, name }: Candidate, { target, mapping }: Sides): PlannedInput {
  const carrierOptions = { ...desired.settings, ...mapping.defaults.carrierOptions };
  const grants = isWritable(target.traits, 'grants') ? desired.grants : null;
  return {
    name: 'name' in name ? name.name : source.name,
    ...desired.contact,
    ...(grants !== null && { grants: [...grants] }),
    ...(!desired.isEnabled && { enabled: false }),
    reference: pairing.reference,
    ...(Object.keys(carrierOptions).length > 0 && { carrierOptions }),
  };
}

function blocksOf(input: PlannedInput, { pairing, desired, name }: Candidate, sides: Sides): Reason[] {
  // Pairing checked the reference, and the adapter checks carrier options.
  const { reference, carrierOptions: _options, ...fields } = input;
  const parsed = copiedSubUserSchema.safeParse(fields, inOurWords);
  const blocks = [
    ...pairing.blocks,
    ...desired.blocks,
    ...('why' in name ? [{ field: 'name', why: name.why }] : []),
    ...(parsed.success ? [] : ruleBlocks(brokenRules(parsed.error))),
    ...lengthBlocks(input.description, reference, sides),
  ];
  if (!isWritable(sides.target.traits, 'reference')) {
    const why = 'the target cannot store one, so a sub-user created there could not be found again; create it by hand';
    blocks.push({ field: 'reference', why });
  }
  return blocks;
}

/** Decides what becomes of a source sub-user that is not on the target yet. */
export function decideNew(candidate: Candidate, sides: Sides): Decision {
  const { id, name } = candidate.source;
  const { losses } = candidate.desired;
  const input = plannedInput(candidate, sides);
  const blocks = blocksOf(input, candidate, sides);
  if (blocks.length > 0) return { step: { id, name, action: 'blocked', losses, blocks }, comparisons: [] };
  const allLosses = [...losses, ...renameLoss(name, input.name)];
  return {
    step: { id, name, action: 'create', input, losses: shared(allLosses), blocks: shared([]) },
    comparisons: [],
  };
}
