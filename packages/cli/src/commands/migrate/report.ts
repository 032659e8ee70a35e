import type { Command } from 'commander';
import { say } from '../../terminal/terminal.ts';
import { type Context, describedCommand } from '../context.ts';

export function reportCommand({ terminal }: Context): Command {
  return describedCommand(
    'report',
    'write one HTML file: what moves or has moved, what is lost, what is blocked and why',
    'migrate report plan.json --out report.html',
  )
    .argument('<plan.json>')
    .requiredOption('--out <report.html>')
    .option('--journal <file>', 'default: beside the plan')
    .action(async (file: string, options: { out: string; journal?: string }) => {
      const { reportHtml } = await import('@subuser/migrate');
      const { entriesOf, readPlan } = await import('./plan-files.ts');
      const { journalPath } = await import('./plan-journal.ts');
      const { replaceText } = await import('../../files/write-text.ts');
      const plan = await readPlan(file, terminal);
      const entries = await entriesOf(await journalPath(file, options.journal, terminal));
      await replaceText(terminal, options.out, 'a report', reportHtml({ plan, entries }));
      say(terminal, `Wrote ${options.out}.`);
    });
}
