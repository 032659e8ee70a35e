import type { ErrorCode, SubUserId } from '@subuser/core';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { Plan, PlanAction } from '../plan/plan.ts';
import { type StepHistory, StepHistories } from '../journal/step-history.ts';

/** `left`: not started. `nothing`: the target is already correct. `blocked`: the plan does not do it. */
export type StepState = StepHistory['state'] | 'left' | 'nothing' | 'blocked';

export interface StepStatus {
  id: SubUserId;
  name: string;
  action: PlanAction;
  state: StepState;
  /** What it created or changed, as far as the journal shows. */
  target?: SubUserId;
  failure?: { code: ErrorCode; message: string };
  /** It is done, and the target refuses its calls until it is verified. */
  callsBlocked?: true;
  /** The time of its last entry in the journal, in milliseconds since 1970 UTC. */
  at?: number;
}

/** How many steps were done, failed or undone at a moment (milliseconds since 1970 UTC). */
export interface StatusPoint {
  at: number;
  done: number;
  failed: number;
  undone: number;
}

export interface PlanStatus {
  counts: Readonly<Record<StepState, number>>;
  /** In the plan's order. */
  steps: readonly StepStatus[];
  /** One point for each moment at which a count changed, in order of time. */
  series: readonly StatusPoint[];
}

function seriesOf(entries: readonly JournalEntry[]): StatusPoint[] {
  const ends = new Map<SubUserId, 'done' | 'failed' | 'undone'>();
  const counts = { done: 0, failed: 0, undone: 0 };
  const series: StatusPoint[] = [];
  for (const entry of entries) {
    if (!('step' in entry) || entry.type === 'sealed' || entry.type === 'undo-intent') continue;
    const before = ends.get(entry.step);
    // A failed step no longer counts as failed once it is tried again.
    const after = entry.type === 'intent' ? undefined : entry.type;
    if (before === after) continue;
    if (before !== undefined) counts[before] -= 1;
    if (after === undefined) ends.delete(entry.step);
    else {
      ends.set(entry.step, after);
      counts[after] += 1;
    }
    if (series.at(-1)?.at === entry.at) series.pop();
    series.push({ at: entry.at, ...counts });
  }
  return series;
}

function stateOf(action: PlanAction, history: StepHistory | undefined): StepState {
  if (action === 'none') return 'nothing';
  if (action === 'blocked') return 'blocked';
  return history?.state ?? 'left';
}

/** The progress of a plan according to its journal. Throws `MigrationError` if the journal belongs to another plan. */
export function planStatus(plan: Plan, entries: readonly JournalEntry[]): PlanStatus {
  const seen = new StepHistories(plan.digest);
  for (const entry of entries) seen.see(entry);
  const histories = seen.end();
  const counts = { done: 0, failed: 0, open: 0, left: 0, undoing: 0, undone: 0, nothing: 0, blocked: 0 };
  const steps = plan.steps.map(({ id, name, action, target: planned }): StepStatus => {
    const history = histories.get(id);
    const state = stateOf(action, history);
    counts[state] += 1;
    const target = history?.targets.at(-1) ?? planned?.id;
    return {
      id,
      name,
      action,
      state,
      ...(target !== undefined && { target }),
      ...(history?.failure && { failure: history.failure }),
      ...(history?.callsBlocked && { callsBlocked: true }),
      ...(history && { at: history.at }),
    };
  });
  return { counts, steps, series: seriesOf(entries) };
}
