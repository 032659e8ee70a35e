import type { Command } from 'commander';
import { stepsView } from '../../views/plan-view.ts';
import { type Context, describedCommand } from '../context.ts';
import type { PlanFlags } from './write-plan.ts';

export function planCommand(context: Context): Command {
  return describedCommand(
    'plan',
    'write what a migration will do to a file for review; changes nothing',
    'migrate plan --from old --to new --map map.json --out plan.json',
  )
    .requiredOption('--from <profile>', 'the account to move from')
    .requiredOption('--to <profile>', 'the account to move to')
    .requiredOption('--map <file>', 'the mapping (subuser migrate init)')
    .requiredOption('--out <file>', 'the plan')
    .option('--json', 'the counts as one object')
    .action(async (flags: PlanFlags) => {
      const { writePlan } = await import('./write-plan.ts');
      await writePlan(context, flags);
    });
}

export function showCommand(context: Context): Command {
  return describedCommand('show', 'show a plan as a table', 'migrate show plan.json')
    .argument('<plan.json>')
    .option('--json', 'one line a step')
    .action(async (file: string) => {
      const { readPlan } = await import('./plan-files.ts');
      await context.show(stepsView(await readPlan(file, context.terminal)));
    });
}
