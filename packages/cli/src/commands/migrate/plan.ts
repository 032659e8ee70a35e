import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { print, say } from '../../terminal/terminal.ts';
import { blockLines, planCounts, planSummary, planTable } from './show-plan.ts';

interface PlanFlags {
  from: string;
  to: string;
  map: string;
  out: string;
  json?: true;
}

export function planCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand(
    'plan',
    'what a migration will do, as a file to review; nothing is changed',
    'migrate plan --from old --to new --map map.json --out plan.json',
  )
    .requiredOption('--from <profile>', 'the account to move from')
    .requiredOption('--to <profile>', 'the account to move to')
    .requiredOption('--map <file>', 'the mapping (subuser migrate init)')
    .requiredOption('--out <file>', 'where the plan goes')
    .option('--json', 'the counts as one object')
    .action(async (flags: PlanFlags, command: Command) => {
      const { inFile, readJson } = await import('../../files/json-document.ts');
      const { withAccounts } = await import('./accounts.ts');
      const { begunPlanError, isBegunPlan } = await import('./plan-files.ts');
      const { writeText } = await import('../../files/write-text.ts');
      const isBegun = await isBegunPlan(flags.out, terminal);
      await withAccounts(context, command, flags, async ({ inventories }) => {
        const { makePlan, parseMapping, planPieces } = await import('@subuser/migrate');
        const document = await readJson(resolve(terminal.directory, flags.map), flags.map);
        try {
          const mapping = parseMapping(document.value);
          const plan = makePlan({ ...(await inventories()), mapping });
          const { complete, applicable, digest, filtered } = plan;
          const isNeeded = applicable || !complete;
          if (isBegun && isNeeded) throw begunPlanError(flags.out, terminal);
          if (isBegun) say(terminal, `There is nothing to do. ${flags.out} was begun, and is left as it is.`);
          else await writeText(terminal, flags.out, planPieces(plan));
          if (flags.json)
            print(
              terminal,
              JSON.stringify({ ...planCounts(plan), filtered, complete, applicable, digest, plan: flags.out }),
            );
          else print(terminal, planSummary(plan));
          for (const line of blockLines(plan)) say(terminal, line);
          if (isNeeded) context.exit.code = exitCode.differs;
        } catch (error) {
          throw inFile(document, error);
        }
      });
    });
}

export function showCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('show', 'a plan as a table', 'migrate show plan.json')
    .argument('<plan.json>')
    .option('--json', 'one line a step')
    .action(async (file: string, options: { json?: true }) => {
      const { readPlan } = await import('./plan-files.ts');
      const plan = await readPlan(file, terminal);
      if (options.json) for (const step of plan.steps) print(terminal, JSON.stringify(step));
      else print(terminal, await planTable(plan));
    });
}
