import { resolve } from 'node:path';
import { SubUserError, systemClock } from '@subuser/core';
import {
  type ApplyOptions,
  applyPlan,
  type ApplyResult,
  checkBasis,
  openFileJournal,
  openFileSink,
  targetsTouched,
} from '@subuser/migrate';
import { readKey } from '../../files/read-key.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { type ProgressBar, startProgress } from '../../terminal/progress-bar.ts';
import { say, type Terminal } from '../../terminal/terminal.ts';
import { applySummary, applyView, failureLines } from '../../views/run-view.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { type Accounts, withAccounts } from './accounts.ts';
import { journalPath, readPlan } from './plan-files.ts';
import { recordWaits } from './record-waits.ts';
import { sayPause } from './say-pause.ts';
import { withCleanUp } from '../with-clean-up.ts';

export interface ApplyFlags {
  seal: string;
  recipient: string;
  journal?: string;
  concurrency: number;
  rate?: number;
  retryFailed?: true;
}

/**
 * Throws `failed-precondition` if the accounts have changed since the plan was made. Before that it settles the steps
 * that an earlier run left open: a new plan would take a sub-user that lost its secret for correct.
 */
async function checkAccounts(parts: ApplyOptions, inventories: Accounts['inventories'], terminal: Terminal) {
  const { plan, journal } = parts;
  const { source, target } = await inventories();
  try {
    checkBasis(plan, source, target, await targetsTouched(plan, journal, target));
  } catch (error) {
    if (!SubUserError.is(error, 'failed-precondition')) throw error;
    const { done, failed } = await applyPlan({ ...parts, onlyBegun: true });
    if (done > 0) say(terminal, `Settled ${done} steps left open by an earlier run; started no new ones.`);
    for (const line of failureLines(failed)) say(terminal, line);
    throw error;
  }
}

async function applyWithProgress(parts: ApplyOptions, terminal: Terminal): Promise<ApplyResult> {
  let bar: ProgressBar | undefined;
  const result = await applyPlan({
    ...parts,
    onWork: (steps) => (bar = startProgress(terminal, 'Applying', steps, () => systemClock.monotonicMs())),
    onProgress: ({ state }) => {
      if (state !== 'started') bar?.advance();
    },
    onPause: (milliseconds) => sayPause(terminal, bar, parts.target.carrier, milliseconds),
  });
  bar?.stop(applySummary(result));
  return result;
}

export async function applyFile(context: Context, file: string, flags: ApplyFlags): Promise<void> {
  const { terminal, exit, show } = context;
  const { concurrency, rate, retryFailed = false } = flags;
  const plan = await readPlan(file, terminal);
  const recipient = await readKey(terminal, flags.recipient);
  const overrides = { pace: { concurrency, ...(rate !== undefined && { perSecond: rate }) } };
  const sides = { from: plan.source.profile, to: plan.target.profile, overrides };
  const apply = ({ target, inventories }: Accounts): Promise<ApplyResult> =>
    withCleanUp(async (cleanUp) => {
      const journal = await openFileJournal(journalPath(file, flags.journal, terminal));
      cleanUp(() => journal.close());
      const stop = listenForStop(terminal, 'Finishing the requests in flight; run the same command to continue.');
      cleanUp(stop.end);
      const sink = await openFileSink(resolve(terminal.directory, flags.seal), recipient);
      cleanUp(() => sink.close());
      // The pace limits the requests; as many steps again write and seal meanwhile. But one at a time means one.
      const steps = concurrency === 1 ? 1 : 2 * concurrency;
      const signals = { signal: stop.gently, hardSignal: stop.now };
      const parts = { plan, target, journal, sink, ...signals, concurrency: steps };
      await checkAccounts(parts, inventories, terminal);
      cleanUp(recordWaits(journal, Date.now));
      const result = await applyWithProgress({ ...parts, retryFailed }, terminal);
      await show(applyView(result, flags.seal));
      return result;
    });
  const result = await withAccounts(context, sides, apply);
  if (result.refusal) throw result.refusal;
  if (result.stopped || result.left > 0) {
    say(terminal, `Stopped. Run the same command to continue: subuser ${terminal.arguments.join(' ')}`);
    exit.code = exitCode.stopped;
  } else if (result.failed.length > 0) {
    say(terminal, 'Add --retry-failed to try the failed steps again.');
    exit.code = exitCode.error;
  }
}
