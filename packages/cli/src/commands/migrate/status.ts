import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { formatTable } from '../../views/sub-user-table.ts';
import { print } from '../../terminal/terminal.ts';

export function statusCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand('status', 'how far a plan is, from its journal alone', 'migrate status plan.json')
    .argument('<plan.json>')
    .option('--journal <file>', 'default: beside the plan')
    .option('--json', 'one object')
    .action(async (file: string, options: { journal?: string; json?: true }) => {
      const { planStatus } = await import('@subuser/migrate');
      const { entriesOf, journalPath, readPlan } = await import('./plan-files.ts');
      const plan = await readPlan(file, terminal);
      const { counts, steps } = planStatus(plan, await entriesOf(journalPath(file, options.journal, terminal)));
      const failed = steps.filter(({ state }) => state === 'failed');
      if (options.json) print(terminal, JSON.stringify({ counts, failed }));
      else {
        const rows = Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [[state, String(count)]] : []));
        print(terminal, await formatTable([['state', 'steps'], ...rows]));
        for (const { id, name, failure } of failed)
          print(terminal, `! ${id} (${name}) failed (${failure?.code}): ${failure?.message}`);
      }
      if (counts.left + counts.open + counts.failed > 0) context.exit.code = exitCode.differs;
    });
}
