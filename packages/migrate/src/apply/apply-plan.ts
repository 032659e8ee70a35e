import { type Clock, type SubUserError, type SubUserId, type SubUsers, systemClock } from '@subuser/core';
import { applyStep, type PendingStep, type StepEnd, type StepParts } from './apply-step.ts';
import { CarrierPause } from './carrier-pause.ts';
import type { CredentialSink } from '../credentials/credential-sink.ts';
import { EarlierAttempts } from './earlier-attempts.ts';
import type { Journal } from '../journal/journal.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { countReferences, type DoubledReference } from './doubled-references.ts';
import { readProgress } from './plan-progress.ts';
import { runConcurrently } from './run-concurrently.ts';
import { failureOf, refusalIn, type StepFailure } from './step-failure.ts';

export interface ApplyProgress {
  step: PlanStep;
  /** `left`: cancelled or refused; a later run does it. */
  state: 'started' | 'done' | 'failed' | 'left';
  failure?: StepFailure;
}

export interface ApplyOptions {
  plan: Plan;
  target: SubUsers;
  journal: Journal;
  sink: CredentialSink;
  /**
   * Maximum number of steps in flight, and so of attempts that must be looked for after a crash. Default: 16. The provider
   * itself limits how many requests run at once, and their rate. Twice as many steps as requests keep the carrier busy:
   * some are written and sealed while the others are sent.
   */
  concurrency?: number;
  /** Try steps again that failed in an earlier run. */
  retryFailed?: boolean;
  /**
   * Settle the steps that earlier runs left open and start no others, for accounts that have changed since (`checkBasis`).
   * A new plan alone would pair a sub-user whose secret was lost in a crash as if it were finished.
   */
  onlyBegun?: boolean;
  /** Finish what is in flight and start nothing new. */
  signal?: AbortSignal | undefined;
  /** Cancel what is in flight, too. */
  hardSignal?: AbortSignal | undefined;
  /** Called once, before the first step, with the number of steps that this run will do. */
  onWork?: (steps: number) => void;
  onProgress?: (progress: ApplyProgress) => void;
  /** Called with the length of each pause that the carrier asks for, in milliseconds. */
  onPause?: (milliseconds: number) => void;
  clock?: Clock;
}

/** `done`, `skipped`, `failed`, `left` and `blocked` add up to the plan's steps. */
export interface ApplyResult {
  /** Steps done in this run. */
  done: number;
  /** Steps that earlier runs did, and those whose target is already correct. */
  skipped: number;
  /** Steps that failed in this run, or in an earlier one and were not tried again. */
  failed: readonly StepFailure[];
  /** Steps for a later run. */
  left: number;
  /** Steps that the plan blocks. */
  blocked: number;
  /** It ended early: by a signal, by `refusal`, or because of `onlyBegun`. */
  stopped: boolean;
  /** Steps of earlier runs whose credentials are not in this sink: it is another sink, or was truncated. */
  unsealed?: readonly SubUserId[];
  /** Steps done in this run whose target refuses calls until it is verified. */
  callsBlocked?: readonly SubUserId[];
  /** The carrier refused our credentials or rights, so that no step can succeed. */
  refusal?: SubUserError;
  /** References of this plan that the target has more than once: another machine applied it, too. */
  doubled?: readonly DoubledReference[];
  /** The target could not be read at the end, so that nobody knows whether it has a reference twice. */
  uncounted?: unknown;
}

/**
 * Does every step of a plan once, and continues where an earlier run ended, however it ended: an intent is durable before
 * anything is sent, new credentials are durable before their step is done, and an attempt without a written end is looked
 * for before anything is created. A failed step is recorded and does not stop the others, unless the carrier refuses our
 * credentials or rights. `rate-limited` is no failure: the run waits as long as the carrier asks, and goes on.
 * At the end it counts its references on the target, since no lock sees another machine.
 *
 * Rejects with `MigrationError` if journal or sink cannot be written (`not-durable`) or is damaged (`damaged`), if the
 * journal belongs to another plan, and if an undo has begun. By then nothing is in flight; the next run settles what was.
 */
export async function applyPlan(options: ApplyOptions): Promise<ApplyResult> {
  const { plan, target, journal, sink, concurrency = 16, retryFailed = false, signal, hardSignal } = options;
  const {
    onlyBegun = false,
    onWork = () => {},
    onProgress = () => {},
    onPause = () => {},
    clock = systemClock,
  } = options;
  const progress = await readProgress(plan, journal, sink);
  const work: PendingStep[] = [];
  const failed: StepFailure[] = [];
  const unsealed: SubUserId[] = [];
  const callsBlocked: SubUserId[] = [];
  const counts = { done: 0, skipped: 0, blocked: 0 };
  let held = 0;
  let refusal: SubUserError | undefined;
  for (const [place, step] of plan.steps.entries()) {
    const done = progress.doneAt(place);
    const history = done === undefined ? progress.historyOf(step.id) : undefined;
    const openAttempts = history?.openAttempts ?? [];
    const isOpen = openAttempts.length > 0;
    if (step.action === 'blocked') counts.blocked += 1;
    else if (step.action === 'none') counts.skipped += 1;
    else if (done !== undefined) {
      counts.skipped += 1;
      if (done === 'unsealed') unsealed.push(step.id);
    } else if (history?.failure && history.failure.code !== 'rate-limited' && !retryFailed && !(onlyBegun && isOpen))
      failed.push({ id: step.id, name: step.name, ...history.failure });
    else if (onlyBegun && !isOpen) held += 1;
    else work.push({ step, openAttempts, lines: progress.linesOf(step.id) });
  }
  onWork(work.length);
  const open = work.flatMap(({ openAttempts }) => openAttempts);
  const earlier = new EarlierAttempts({ target, signal: hardSignal }, open);
  const parts: StepParts = { target, journal, sink, clock, earlier, signal: hardSignal };
  const stop = AbortSignal.any([signal, hardSignal].filter((each) => each !== undefined));
  const pause = new CarrierPause({ clock, journal, signal: stop, onPause });
  const creates = work.some(({ step }) => step.action === 'create');
  // What cannot be sealed must not be created.
  if (creates) await sink.prepare?.();
  if (work.length > 0 && !progress.isBegun) await journal.append({ type: 'begin', plan: plan.digest, at: clock.now() });

  const isStopping = (): boolean => stop.aborted || refusal !== undefined;

  function doStep(first: PendingStep): Promise<StepEnd | undefined> {
    let pending = first;
    return pause.persevere(async () => {
      const end = await applyStep(parts, pending);
      if ('error' in end) pending = { ...pending, openAttempts: end.openAttempts };
      return end;
    });
  }

  const before = failed.length;
  await runConcurrently(work, concurrency, isStopping, async (pending) => {
    const { step } = pending;
    onProgress({ step, state: 'started' });
    const end = await doStep(pending);
    if (end === undefined) return onProgress({ step, state: 'left' });
    if ('target' in end) {
      counts.done += 1;
      if (end.callsBlocked) callsBlocked.push(step.id);
      return onProgress({ step, state: 'done' });
    }
    const { error, openAttempts } = end;
    const refused = refusalIn(error);
    refusal ??= refused;
    // Not the step's own failure: other credentials, or a run that is not cancelled, may succeed.
    if (refused?.code === 'unauthenticated' || hardSignal?.aborted) return onProgress({ step, state: 'left' });
    const failure = failureOf(step, error);
    const { code, message } = failure;
    const open = openAttempts.length > 0 ? { openAttempts } : {};
    await journal.append({ type: 'failed', step: step.id, code, message, ...open, at: clock.now() });
    failed.push(failure);
    onProgress({ step, state: 'failed', failure });
  });
  const left = held + work.length - counts.done - (failed.length - before);
  const ending = { ...counts, failed, left, stopped: left > 0 };
  return {
    ...ending,
    ...(unsealed.length > 0 && { unsealed }),
    ...(callsBlocked.length > 0 && { callsBlocked }),
    ...(refusal && { refusal }),
    ...(creates && left === 0 && (await countReferences(plan, target, hardSignal))),
  };
}
