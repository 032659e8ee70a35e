import { resolve } from 'node:path';
import { SubUserError, systemClock } from '@subuser/core';
import {
  type ApplyOptions,
  applyPlan,
  type ApplyResult,
  checkBasis,
  doubledReferences,
  type Inventory,
  openFileJournal,
  openFileSink,
  type Plan,
  targetsTouched,
  type TornEnd,
} from '@subuser/migrate';
import { sayTorn } from '../../credentials/say-torn.ts';
import { readKey } from '../../files/read-key.ts';
import { listenForStop } from '../../terminal/listen-for-stop.ts';
import { type ProgressBar, startProgress } from '../../terminal/progress-bar.ts';
import { say, type Terminal } from '../../terminal/terminal.ts';
import { applySummary, applyView, failureLines } from '../../views/run-view.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { type Accounts, withAccounts } from './accounts.ts';
import { lockPlan } from './lock-plan.ts';
import { readPlan } from './plan-files.ts';
import { journalPath, noteJournal } from './plan-journal.ts';
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
async function checkAccounts(
  parts: ApplyOptions,
  inventories: Accounts['inventories'],
  terminal: Terminal,
): Promise<Inventory> {
  const { plan, journal } = parts;
  const { source, target } = await inventories();
  try {
    checkBasis(plan, source, target, await targetsTouched(plan, journal, target));
    return target;
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

/** A run with nothing to do does not count the references on the target again: the reading before it tells. */
function withDoubled(plan: Plan, { subUsers }: Inventory, result: ApplyResult): ApplyResult {
  if (result.done > 0 || result.left > 0) return result;
  const doubled = doubledReferences(plan, subUsers);
  return doubled.length > 0 ? { doubled, ...result } : result;
}

export async function applyFile(context: Context, file: string, flags: ApplyFlags): Promise<void> {
  const { terminal, exit, show } = context;
  const { concurrency, rate, retryFailed = false } = flags;
  const plan = await readPlan(file, terminal);
  const recipient = await readKey(terminal, flags.recipient);
  const overrides = { pace: { concurrency, ...(rate !== undefined && { perSecond: rate }) } };
  const sides = { from: plan.source.profile, to: plan.target.profile, overrides };
  const journalFile = await journalPath(file, flags.journal, terminal);
  const onTorn = (torn: TornEnd): void => sayTorn(terminal, torn);
  const apply = ({ target, inventories }: Accounts): Promise<ApplyResult> =>
    withCleanUp(async (cleanUp) => {
      const journal = await openFileJournal(journalFile, { onTorn });
      cleanUp(() => journal.close());
      const lock = await lockPlan(plan, terminal);
      cleanUp(() => lock.release());
      await noteJournal(file, journalFile, terminal);
      const stop = listenForStop(terminal, 'Finishing the requests in flight; run the same command to continue.');
      cleanUp(stop.end);
      const seal = resolve(terminal.directory, flags.seal);
      const sink = await openFileSink(seal, recipient, { plan: plan.digest, onTorn });
      cleanUp(() => sink.close());
      // The pace limits the requests; as many steps again write and seal meanwhile. But one at a time means one.
      const steps = concurrency === 1 ? 1 : 2 * concurrency;
      const signals = { signal: stop.gently, hardSignal: stop.now };
      const parts = { plan, target, journal, sink, ...signals, concurrency: steps };
      const before = await checkAccounts(parts, inventories, terminal);
      cleanUp(recordWaits(journal, Date.now));
      const result = withDoubled(plan, before, await applyWithProgress({ ...parts, retryFailed }, terminal));
      await show(applyView(result, flags.seal));
      return result;
    });
  const result = await withAccounts(context, sides, apply);
  if (result.refusal) throw result.refusal;
  if (result.stopped || result.left > 0) {
    say(terminal, `Stopped. Run the same command to continue: subuser ${terminal.arguments.join(' ')}`);
    exit.code = exitCode.stopped;
    return;
  }
  if (result.failed.length > 0) say(terminal, 'Add --retry-failed to try the failed steps again.');
  if (result.failed.length > 0 || result.doubled || result.uncounted) exit.code = exitCode.error;
}
