import { type Clock, type SubUserError, type SubUserId, type SubUsers, systemClock } from '@subuser/core';
import { applyStep, type PendingStep, type StepParts } from './apply-step.ts';
import type { CredentialSink } from '../credentials/credential-sink.ts';
import type { Journal } from '../journal/journal.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { readProgress } from './plan-progress.ts';
import { runConcurrently } from './run-concurrently.ts';
import { failureOf, refusalIn, type StepFailure } from './step-failure.ts';

export interface ApplyProgress {
  step: PlanStep;
  /** `left`: cancelled or refused; a later run takes it up again. */
  state: 'started' | 'done' | 'failed' | 'left';
  failure?: StepFailure;
}

export interface ApplyOptions {
  plan: Plan;
  target: SubUsers;
  journal: Journal;
  sink: CredentialSink;
  /**
   * Steps in flight at most; so many intents a kill leaves to be looked for. Default: 16. How many requests are at the
   * carrier at once, and the rate, is the provider's own pacing. Twice as many steps as requests keep the carrier busy:
   * some write and seal while the others are there.
   */
  concurrency?: number;
  /** Whether steps that failed in an earlier run are tried again. */
  retryFailed?: boolean;
  /**
   * Settles what earlier runs have left open, and begins nothing: for accounts that changed since (`checkBasis`). A new
   * plan pairs what stands there, and would take one for finished of which a kill has lost the secret.
   */
  onlyBegun?: boolean;
  /** What is in flight is finished, nothing new starts. */
  signal?: AbortSignal | undefined;
  /** What is in flight is cancelled, too. */
  hardSignal?: AbortSignal | undefined;
  /** Told once, before the first step: how many this run takes up. */
  onWork?: (steps: number) => void;
  onProgress?: (progress: ApplyProgress) => void;
  clock?: Clock;
}

/** `done`, `skipped`, `failed`, `left` and `blocked` add up to the plan's steps. */
export interface ApplyResult {
  /** Steps done in this run. */
  done: number;
  /** Steps that earlier runs did, and those of which the target is right as it is. */
  skipped: number;
  /** In this run, and in earlier ones where they were not tried again. */
  failed: readonly StepFailure[];
  /** Steps that a later run takes up. */
  left: number;
  /** Steps that the plan itself does not do. */
  blocked: number;
  /** It ended before its time: by a signal, by `refusal`, or because nothing new was to begin. */
  stopped: boolean;
  /** Steps of earlier runs whose credentials this sink does not hold: it is another one, or was cut. */
  unsealed?: readonly SubUserId[];
  /** The carrier refused our credentials or rights, so that no step can succeed. */
  refusal?: SubUserError;
}

/**
 * Does what a plan says, each step once, and goes on where an earlier run ended, however it ended: an intent is durable
 * before anything is sent, new credentials are durable before their step is done, and an attempt whose end is not written
 * is looked for before anything is created. A step that fails is written down and does not stop the others, unless the
 * carrier refuses us altogether.
 *
 * Rejects with `MigrationError` where journal or sink cannot be written (`not-durable`) or is broken (`damaged`), where
 * the journal is another plan's, and where an undo has pending. What was in flight then has ended; the next run settles it.
 */
export async function applyPlan(options: ApplyOptions): Promise<ApplyResult> {
  const { plan, target, journal, sink, concurrency = 16, retryFailed = false, signal, hardSignal } = options;
  const { onlyBegun = false, onWork = () => {}, onProgress = () => {}, clock = systemClock } = options;
  const progress = await readProgress(plan, journal, sink);
  const parts: StepParts = { target, journal, sink, clock, signal: hardSignal };

  const work: PendingStep[] = [];
  const failed: StepFailure[] = [];
  const unsealed: SubUserId[] = [];
  const counts = { done: 0, skipped: 0, blocked: 0 };
  let held = 0;
  let refusal: SubUserError | undefined;
  for (const [place, step] of plan.steps.entries()) {
    const done = progress.doneAt(place);
    const history = done === undefined ? progress.historyOf(step.id) : undefined;
    const isOpen = history !== undefined && history.openAttempts.length > 0;
    if (step.action === 'blocked') counts.blocked += 1;
    else if (step.action === 'none') counts.skipped += 1;
    else if (done !== undefined) {
      counts.skipped += 1;
      if (done === 'unsealed') unsealed.push(step.id);
    } else if (history?.failure && !retryFailed && !(onlyBegun && isOpen))
      failed.push({ id: step.id, name: step.name, ...history.failure });
    else if (onlyBegun && !isOpen) held += 1;
    else work.push({ step, history, lines: progress.linesOf(step.id) });
  }
  onWork(work.length);
  if (work.length > 0 && !progress.isBegun) await journal.append({ type: 'begin', plan: plan.digest, at: clock.now() });

  const isStopping = (): boolean => signal?.aborted === true || hardSignal?.aborted === true || refusal !== undefined;
  const before = failed.length;
  await runConcurrently(work, concurrency, isStopping, async (pending) => {
    const { step } = pending;
    onProgress({ step, state: 'started' });
    const end = await applyStep(parts, pending);
    if ('target' in end) {
      counts.done += 1;
      return onProgress({ step, state: 'done' });
    }
    const { error, openAttempts } = end;
    const refused = refusalIn(error);
    refusal ??= refused;
    // Not the step's own failure: better credentials, or a run that is not cancelled, may well do it.
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
  return { ...ending, ...(unsealed.length > 0 && { unsealed }), ...(refusal && { refusal }) };
}
