import type { Plan, PlanAction } from '@subuser/migrate';
import { formatTable } from '../../views/sub-user-table.ts';

const sigils: Readonly<Record<PlanAction, string>> = { create: '+', adopt: '=', update: '~', none: ' ', blocked: '!' };

export function planCounts({ steps }: Plan): Record<PlanAction, number> {
  const counts: Record<PlanAction, number> = { create: 0, adopt: 0, update: 0, none: 0, blocked: 0 };
  for (const { action } of steps) counts[action] += 1;
  return counts;
}

export function planSummary(plan: Plan): string {
  const { create, adopt, update, none, blocked } = planCounts(plan);
  const { source, target, filtered } = plan;
  return (
    `${source.profile} (${source.carrier}, ${source.count}) → ${target.profile} (${target.carrier}, ${target.count}): ` +
    `${create} to create, ${adopt} to adopt, ${update} to update, ${none} right already, ${blocked} blocked, ` +
    `${filtered} left out`
  );
}

const namedBlocked = 3;

/** Why sub-users are blocked, one line a reason, since one entry in the mapping often frees hundreds. */
export function blockLines({ steps }: Plan): string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, blocks } of steps)
    for (const { field, why } of blocks) {
      const reason = `${field}: ${why}`;
      if (!reasons.get(reason)?.push(name)) reasons.set(reason, [name]);
    }
  return [...reasons].map(([reason, names]) => {
    const more = names.length > namedBlocked ? ` and ${names.length - namedBlocked} more` : '';
    return `! ${names.length} blocked by ${reason} (${names.slice(0, namedBlocked).join(', ')}${more})`;
  });
}

/** A plan as a person reviews it: every step, what it loses and what blocks it. */
export async function planTable(plan: Plan): Promise<string> {
  const rows = plan.steps.map(({ id, name, action, input, target, change, losses, blocks }) => [
    sigils[action],
    id,
    name,
    input?.name ?? target?.name ?? '',
    [
      ...blocks.map(({ field, why }) => `BLOCKED ${field}: ${why}`),
      ...Object.keys(change ?? {}).map((field) => `${field} changes`),
      ...losses.map(({ field }) => `loses ${field}`),
    ].join('; '),
  ]);
  const notes = plan.notes.map(({ field, why }) => `  ${field}: ${why}\n`).join('');
  return `${await formatTable([['', 'source', 'name', 'name on the target', 'what'], ...rows])}\n${notes}${planSummary(plan)}`;
}
