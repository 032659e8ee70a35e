import type { Plan, PlanAction } from '@subuser/migrate';
import { print } from '../terminal/terminal.ts';
import { shortList } from './short-list.ts';
import { printTable } from './table.ts';
import type { View } from './view.ts';

const sigils: Readonly<Record<PlanAction, string>> = { create: '+', adopt: '=', update: '~', none: ' ', blocked: '!' };

function planCounts({ steps }: Plan): Record<PlanAction, number> {
  const counts: Record<PlanAction, number> = { create: 0, adopt: 0, update: 0, none: 0, blocked: 0 };
  for (const { action } of steps) counts[action] += 1;
  return counts;
}

function planSummary(plan: Plan): string {
  const { create, adopt, update, none, blocked } = planCounts(plan);
  const { source, target, filtered } = plan;
  return (
    `${source.profile} (${source.carrier}, ${source.count}) → ${target.profile} (${target.carrier}, ${target.count}): ` +
    `${create} to create, ${adopt} to adopt, ${update} to update, ${none} already correct, ${blocked} blocked, ` +
    `${filtered} left out`
  );
}

/** Why sub-users are blocked, one line a reason, since one entry in the mapping often frees hundreds. */
function blockLines({ steps }: Plan): string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, blocks } of steps)
    for (const { field, why } of blocks) {
      const reason = `${field}: ${why}`;
      if (!reasons.get(reason)?.push(name)) reasons.set(reason, [name]);
    }
  return [...reasons].map(([reason, names]) => `! ${names.length} blocked by ${reason} (${shortList(names)})`);
}

/** The counts of a plan that was written to a file. */
export function planView(plan: Plan, file: string): View {
  const { filtered, complete, applicable, digest } = plan;
  return {
    objects: [{ ...planCounts(plan), filtered, complete, applicable, digest, plan: file }],
    show: (terminal) => print(terminal, planSummary(plan)),
    notes: blockLines(plan),
  };
}

/** A plan for review: every step, what it loses and what blocks it. */
export function stepsView(plan: Plan): View {
  return {
    objects: plan.steps,
    async show(terminal) {
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
      await printTable(terminal, [['', 'source', 'name', 'name on the target', 'what'], ...rows]);
      for (const { field, why } of plan.notes) print(terminal, `  ${field}: ${why}`);
      print(terminal, planSummary(plan));
    },
  };
}
