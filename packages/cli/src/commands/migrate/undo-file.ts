import { systemClock } from '@subuser/core';
import { openFileJournal, type TornEnd, undoPlan, type UndoTarget, undoTargets } from '@subuser/migrate';
import { sayTorn } from '../../credentials/say-torn.ts';
import { isConfirmed } from '../../terminal/ask.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { startProgress } from '../../terminal/progress-bar.ts';
import { say, type Terminal } from '../../terminal/terminal.ts';
import { undoSummary, undoView } from '../../views/run-view.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { withAccounts } from './accounts.ts';
import { lockPlan } from './lock-plan.ts';
import { readPlan } from './plan-files.ts';
import { journalPath } from './plan-journal.ts';
import { sayPause } from './say-pause.ts';
import { withCleanUp } from '../with-clean-up.ts';

export interface UndoFlags {
  journal?: string;
  yes?: true;
}

/** How many targets are listed before the question; the journal has all. */
const listed = 20;

function sayTargets(terminal: Terminal, all: readonly UndoTarget[]): void {
  for (const { step, targets, attempts } of all.slice(0, listed))
    say(terminal, `- ${step.name}: ${targets.join(', ') || `whatever ${attempts.length} attempts created`}`);
  if (all.length > listed) say(terminal, `  and ${all.length - listed} more`);
}

export async function undoFile(context: Context, file: string, { journal: named, yes }: UndoFlags): Promise<void> {
  const { terminal, exit, show } = context;
  const plan = await readPlan(file, terminal);
  const sides = { from: plan.source.profile, to: plan.target.profile };
  const result = await withAccounts(context, sides, ({ target }) =>
    withCleanUp(async (cleanUp) => {
      const onTorn = (torn: TornEnd): void => sayTorn(terminal, torn);
      const journal = await openFileJournal(await journalPath(file, named, terminal), { onTorn });
      cleanUp(() => journal.close());
      const lock = await lockPlan(plan, terminal);
      cleanUp(() => lock.release());
      const stop = listenForStop(terminal, 'Finishing the requests in flight; run the same command to continue.');
      cleanUp(stop.end);
      const all = await undoTargets(plan, journal);
      sayTargets(terminal, all);
      const question = `Delete these ${all.length} from ${plan.target.profile}?`;
      if (all.length > 0 && !(await isConfirmed(terminal, question, yes === true))) return undefined;
      const bar = startProgress(terminal, 'Undoing', all.length, () => systemClock.monotonicMs());
      const signals = { signal: stop.gently, hardSignal: stop.now };
      const undone = await undoPlan({
        plan,
        target,
        journal,
        ...signals,
        onProgress: () => bar.advance(),
        onPause: (milliseconds) => sayPause(terminal, bar, target.carrier, milliseconds),
      });
      bar.stop(undoSummary(undone));
      await show(undoView(undone));
      return undone;
    }),
  );
  if (result === undefined) {
    exit.code = exitCode.stopped;
    return say(terminal, 'Nothing was deleted.');
  }
  if (result.refusal) throw result.refusal;
  if (result.stopped || result.left > 0) exit.code = exitCode.stopped;
  else if (result.failed.length > 0) exit.code = exitCode.error;
}
