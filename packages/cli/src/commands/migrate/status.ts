import type { Command } from 'commander';
import { statusView } from '../../views/status-view.ts';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';

export function statusCommand(context: Context): Command {
  return describedCommand('status', 'show the progress of a plan, from its journal alone', 'migrate status plan.json')
    .argument('<plan.json>')
    .option('--journal <file>', 'default: beside the plan')
    .option('--json', 'one object')
    .action(async (file: string, { journal }: { journal?: string }) => {
      const { terminal, exit, show } = context;
      const { planStatus } = await import('@subuser/migrate');
      const { entriesOf, readPlan } = await import('./plan-files.ts');
      const { journalPath } = await import('./plan-journal.ts');
      const plan = await readPlan(file, terminal);
      const status = planStatus(plan, await entriesOf(await journalPath(file, journal, terminal)));
      await show(statusView(status));
      const { left, open, failed } = status.counts;
      if (left + open + failed > 0) exit.code = exitCode.differs;
    });
}
