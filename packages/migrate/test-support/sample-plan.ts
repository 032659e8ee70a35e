import { mappingSchema } from '../src/mapping/mapping.ts';
import type { Plan, PlanStep } from '../src/plan/plan.ts';
import type { Stage } from './stage.ts';

const side = { profile: 'main', carrier: 'memory', count: 0, digest: '0'.repeat(64), rows: {} };

export function createStep(number: number, name = `desk-${number}`): PlanStep {
  const id = `s${number}`;
  const input = { name, description: `Desk ${number}`, grants: ['calls'], reference: `src:${id}` };
  return { id, name, action: 'create', input, losses: [], blocks: [] };
}

export function planOf(steps: PlanStep[], digest = 'd'.repeat(64)): Plan {
  const mapping = mappingSchema.parse({ version: 1 });
  return {
    format: 'subuser-plan',
    version: 1,
    source: side,
    target: side,
    mapping,
    notes: [],
    filtered: 0,
    complete: true,
    applicable: true,
    steps,
    digest,
  };
}

/** Twelve steps with every action; creates on the carrier what adopt and update need. */
export async function prepare(stage: Stage): Promise<Plan> {
  const subUsers = stage.open();
  const base = { losses: [], blocks: [] };
  const steps: PlanStep[] = [];
  for (const number of [1, 2, 3, 4, 5, 6]) steps.push(createStep(number));
  for (const number of [7, 8]) {
    const name = `old-${number}`;
    const { subUser } = await subUsers.create({ name, description: 'by hand' });
    const change = { description: 'adopted', reference: `src:s${number}` };
    steps.push({ ...base, id: `s${number}`, name, action: 'adopt', target: { id: subUser.id, name }, change });
  }
  for (const number of [9, 10]) {
    const name = `ours-${number}`;
    const { subUser } = await subUsers.create({ name, reference: `src:s${number}`, grants: ['calls'] });
    const change = { grants: ['calls', 'cdr'] };
    steps.push({ ...base, id: `s${number}`, name, action: 'update', target: { id: subUser.id, name }, change });
  }
  const { subUser } = await subUsers.create({ name: 'right-11', reference: 'src:s11' });
  steps.push({ ...base, id: 's11', name: 'right-11', action: 'none', target: { id: subUser.id, name: 'right-11' } });
  steps.push({ ...base, id: 's12', name: 'stuck', action: 'blocked', blocks: [{ field: 'grants', why: 'unmapped' }] });
  // Interleaved, so that every action runs beside others.
  return planOf(
    steps.toSorted((one, two) => ((Number(one.id.slice(1)) * 5) % 13) - ((Number(two.id.slice(1)) * 5) % 13)),
  );
}
