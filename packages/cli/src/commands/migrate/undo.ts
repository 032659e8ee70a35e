import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { startProgress } from '../../terminal/progress-bar.ts';
import { print, say } from '../../terminal/terminal.ts';

/** How many are named before the question; the journal has all. */
const shown = 20;

interface UndoFlags {
  journal?: string;
  yes?: true;
  json?: true;
}

export function undoCommand(context: Context): Command {
  const { terminal } = context;
  return describedCommand(
    'undo',
    'delete what the plan’s journal created, and nothing else; shows it and asks',
    'migrate undo plan.json',
  )
    .argument('<plan.json>')
    .option('--journal <file>', 'default: beside the plan')
    .option('--yes', 'do not ask')
    .option('--json', 'the result as one object')
    .action(async (file: string, flags: UndoFlags, command: Command) => {
      const { openFileJournal, undoPlan, undoTargets } = await import('@subuser/migrate');
      const { isConfirmed } = await import('../../terminal/ask.ts');
      const { withAccounts } = await import('./accounts.ts');
      const { journalPath, readPlan } = await import('./plan-files.ts');
      const plan = await readPlan(file, terminal);
      const sides = { from: plan.source.profile, to: plan.target.profile };
      await withAccounts(context, command, sides, async ({ target }) => {
        const journal = await openFileJournal(journalPath(file, flags.journal, terminal));
        const stop = listenForStop(terminal, 'Finishing what is in flight; the same command goes on from there.');
        try {
          const doomed = await undoTargets(plan, journal);
          for (const { step, targets, attempts } of doomed.slice(0, shown))
            say(terminal, `- ${step.name}: ${targets.join(', ') || `what ${attempts.length} attempts have left`}`);
          if (doomed.length > shown) say(terminal, `  and ${doomed.length - shown} more`);
          const question = `Delete these ${doomed.length} from ${plan.target.profile}?`;
          if (doomed.length > 0 && !(await isConfirmed(terminal, question, flags.yes === true))) {
            context.exit.code = exitCode.stopped;
            return say(terminal, 'Nothing was deleted.');
          }
          const bar = startProgress(terminal, 'Undoing', doomed.length, Date.now);
          const { undone, kept, failed, left, stopped, refusal } = await undoPlan({
            plan,
            target,
            journal,
            signal: stop.gently,
            hardSignal: stop.now,
            onProgress: () => bar.advance(),
          });
          bar.stop(`${undone} deleted, ${kept.length} kept, ${failed.length} failed, ${left} left.`);
          for (const { name, target: id } of kept) say(terminal, `kept ${id} (${name}): its reference is another now`);
          for (const { id, name, code, message } of failed)
            say(terminal, `! ${id} (${name}) failed (${code}): ${message}`);
          if (flags.json) print(terminal, JSON.stringify({ undone, kept, failed, left, stopped }));
          if (refusal) throw refusal;
          if (stopped || left > 0) context.exit.code = exitCode.stopped;
          else if (failed.length > 0) context.exit.code = exitCode.error;
        } finally {
          stop.end();
          await journal.close();
        }
      });
    });
}
