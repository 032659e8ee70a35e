import { type Clock, SubUserError, type SubUserId, type SubUsers, systemClock } from '@subuser/core';
import type { Journal } from '../journal/journal.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { CarrierPause } from '../apply/carrier-pause.ts';
import { runConcurrently } from '../apply/run-concurrently.ts';
import { failureOf, persist, refusalIn, type StepFailure } from '../apply/step-failure.ts';
import { StepHistories } from '../journal/step-history.ts';

/** A `create` step that may have left something on the carrier. */
export interface UndoTarget {
  step: PlanStep;
  /** What it is known to have created and is not deleted yet; empty if only its attempts can be looked for. */
  targets: readonly SubUserId[];
  /** Every attempt that was sent for it. */
  attempts: readonly string[];
}

export interface UndoProgress {
  step: PlanStep;
  target: SubUserId;
  /** `kept`: it no longer has this step's reference, so it belongs to somebody else now. */
  state: 'undone' | 'kept' | 'failed';
  failure?: StepFailure;
}

/** `ours`: whether the target had its step's reference; `undefined` if it is gone. */
type Ending = { ours: boolean | undefined } | { error: SubUserError };

export interface UndoOptions {
  plan: Plan;
  target: SubUsers;
  journal: Journal;
  /** Maximum number of deletions in flight. Default: 16. */
  concurrency?: number;
  /** Finish what is in flight and start nothing new. */
  signal?: AbortSignal | undefined;
  /** Cancel what is in flight, too. */
  hardSignal?: AbortSignal | undefined;
  onProgress?: (progress: UndoProgress) => void;
  /** Called with the length of each pause that the carrier asks for, in milliseconds. */
  onPause?: (milliseconds: number) => void;
  clock?: Clock;
}

export interface UndoResult {
  /** Targets deleted, or found to be gone, in this run. */
  undone: number;
  /** Targets that no longer have their step's reference. */
  kept: readonly { id: SubUserId; name: string; target: SubUserId }[];
  failed: readonly StepFailure[];
  /** Targets for a later run. */
  left: number;
  stopped: boolean;
  /** The carrier refused our credentials or rights. */
  refusal?: SubUserError;
}

interface Undoable {
  undoable: UndoTarget[];
  /** Some attempts may still be applied. */
  isOpen: boolean;
  /** Anything was begun at all. */
  isBegun: boolean;
  /** The journal says that nothing is left. */
  isClosed: boolean;
}

async function readUndoable(plan: Plan, journal: Pick<Journal, 'entries'>): Promise<Undoable> {
  const seen = new StepHistories(plan.digest);
  let isClosed = false;
  for await (const entries of journal.entries())
    for (const entry of entries) {
      seen.see(entry);
      if (entry.type === 'closed') isClosed = true;
    }
  const histories = seen.end();
  const undoable = plan.steps.flatMap((step) => {
    const history = histories.get(step.id);
    if (step.action !== 'create' || history === undefined || history.state === 'undone') return [];
    const { targets, undone, attempts } = history;
    return [{ step, targets: targets.filter((id) => !undone.includes(id)), attempts }];
  });
  const isOpen = undoable.some(({ step }) => (histories.get(step.id)?.openAttempts.length ?? 0) > 0);
  return { undoable, isOpen, isBegun: histories.size > 0, isClosed };
}

/** What an undo would delete or look for: only what `create` steps created. Rejects as `applyPlan` does. */
export async function undoTargets(plan: Plan, journal: Pick<Journal, 'entries'>): Promise<UndoTarget[]> {
  return (await readUndoable(plan, journal)).undoable;
}

/** Known targets, and those of attempts without a known end, found by their nonces and nothing else. */
async function candidatesOf(
  target: SubUsers,
  { undoable, isOpen }: Undoable,
  signal: AbortSignal | undefined,
): Promise<{ step: PlanStep; id: SubUserId }[]> {
  const found = await target.findAttempts(
    undoable.flatMap(({ attempts }) => attempts),
    { signal, waitForLate: isOpen },
  );
  return undoable.flatMap(({ step, targets, attempts }) => {
    const arrivals = attempts.flatMap((nonce) => found.get(nonce)?.id ?? []);
    return [...new Set([...targets, ...arrivals])].map((id) => ({ step, id }));
  });
}

/**
 * Deletes what this plan created, according to its journal, and nothing that it adopted or updated; and deletes a target
 * only while it has its step's reference. One that is gone counts as undone. Can be resumed as `applyPlan` can, and rejects
 * as it does; and with `SubUserError` if the attempts cannot be looked for.
 */
export async function undoPlan(options: UndoOptions): Promise<UndoResult> {
  const { plan, target, journal, concurrency = 16, signal, hardSignal } = options;
  const { onProgress = () => {}, onPause = () => {}, clock = systemClock } = options;
  const call = { signal: hardSignal };
  const begun = await readUndoable(plan, journal);
  const candidates = await candidatesOf(target, begun, hardSignal);
  const kept: { id: SubUserId; name: string; target: SubUserId }[] = [];
  const failed: StepFailure[] = [];
  let undone = 0;
  let refusal: SubUserError | undefined;

  async function isOurs({ input }: PlanStep, id: SubUserId): Promise<boolean | undefined> {
    try {
      return (await target.get(id, call)).reference === input?.reference;
    } catch (error) {
      if (SubUserError.is(error, 'not-found')) return undefined;
      throw error;
    }
  }

  async function remove(id: SubUserId): Promise<void> {
    try {
      await persist(() => target.delete(id, call));
    } catch (error) {
      if (!SubUserError.is(error, 'not-found')) throw error;
    }
  }

  const stop = AbortSignal.any([signal, hardSignal].filter((each) => each !== undefined));
  const pause = new CarrierPause({ clock, journal, signal: stop, onPause });
  const isStopping = (): boolean => stop.aborted || refusal !== undefined;

  /** Deletes a target that is ours; `undefined` if it is gone already. */
  async function undo({ step, id }: { step: PlanStep; id: SubUserId }): Promise<Ending> {
    try {
      const ours = await isOurs(step, id);
      if (ours) {
        await journal.append({ type: 'undo-intent', step: step.id, target: id, at: clock.now() });
        await remove(id);
      }
      return { ours };
    } catch (error) {
      if (!SubUserError.is(error)) throw error;
      return { error };
    }
  }

  await runConcurrently(candidates, concurrency, isStopping, async ({ step, id }) => {
    const end = await pause.persevere(() => undo({ step, id }));
    if (end === undefined) return;
    if ('error' in end) {
      refusal ??= refusalIn(end.error);
      if (refusal?.code === 'unauthenticated' || hardSignal?.aborted) return;
      const failure = failureOf(step, end.error);
      failed.push(failure);
      return onProgress({ step, target: id, state: 'failed', failure });
    }
    if (end.ours === false) {
      kept.push({ id: step.id, name: step.name, target: id });
      return onProgress({ step, target: id, state: 'kept' });
    }
    await journal.append({ type: 'undone', step: step.id, target: id, at: clock.now() });
    undone += 1;
    onProgress({ step, target: id, state: 'undone' });
  });
  const left = candidates.length - undone - kept.length - failed.length;
  if (begun.isBegun && !begun.isClosed && left === 0 && failed.length === 0)
    await journal.append({ type: 'closed', at: clock.now() });
  return { undone, kept, failed, left, stopped: left > 0, ...(refusal && { refusal }) };
}
