import type { ErrorCode, SubUserId } from '@subuser/core';
import type { JournalEntry } from './journal-entry.ts';
import { MigrationError } from '../migration-error.ts';

/** What a journal says about one step. `open`: started, and no end is written. `undoing`: being deleted. */
export interface StepHistory {
  state: 'open' | 'done' | 'failed' | 'undoing' | 'undone';
  /** Create attempts that may have reached the carrier, none of which is known to be complete. */
  openAttempts: readonly string[];
  /** Every create attempt that was ever sent. */
  attempts: readonly string[];
  /** Every target that this step is known to have created or changed, the latest last. */
  targets: readonly SubUserId[];
  /** Those of `targets` that an undo has deleted. */
  undone: readonly SubUserId[];
  failure?: { code: ErrorCode; message: string };
  /** Done, and the target refuses its calls until it is verified. */
  callsBlocked?: true;
  /** The time of its last entry, in milliseconds since 1970 UTC. */
  at: number;
}

export type StepEntry = Exclude<JournalEntry, { type: 'begin' | 'closed' | 'waited' }>;

const added = <T>(list: readonly T[], item: T): readonly T[] => [...list.filter((each) => each !== item), item];

function next(history: StepHistory, entry: StepEntry): StepHistory {
  const { failure: _before, callsBlocked: _calls, ...rest } = { ...history, at: entry.at };
  switch (entry.type) {
    case 'intent': {
      const { nonce } = entry;
      if (nonce === undefined) return { ...rest, state: 'open' };
      const attempts = added(rest.attempts, nonce);
      return { ...rest, state: 'open', attempts, openAttempts: added(rest.openAttempts, nonce) };
    }
    case 'sealed':
      return { ...rest, targets: added(rest.targets, entry.target) };
    case 'done':
      return {
        ...rest,
        state: 'done',
        openAttempts: [],
        targets: added(rest.targets, entry.target),
        ...(entry.callsBlocked && { callsBlocked: true }),
      };
    case 'failed': {
      const { code, message, openAttempts = [] } = entry;
      return { ...rest, state: 'failed', openAttempts, failure: { code, message } };
    }
    case 'undo-intent':
      return { ...rest, state: 'undoing', targets: added(rest.targets, entry.target) };
    case 'undone':
  }
  const undone = added(rest.undone, entry.target);
  const isLast = rest.targets.every((target) => undone.includes(target));
  return { ...rest, undone, ...(isLast && { state: 'undone', openAttempts: [] }) };
}

/** The history that these entries of one step add up to. */
export function historyOf(entries: readonly [StepEntry, ...StepEntry[]]): StepHistory {
  const [{ at }] = entries;
  const blank: StepHistory = { state: 'open', openAttempts: [], attempts: [], targets: [], undone: [], at };
  return entries.reduce(next, blank);
}

export function isOfStep(entry: JournalEntry): entry is StepEntry {
  return entry.type !== 'begin' && entry.type !== 'closed' && entry.type !== 'waited';
}

/** Checks entry by entry that a journal belongs to a plan. */
export class PlanCheck {
  readonly #digest: string;
  #hasBegin = false;
  #hasMore = false;

  constructor(digest: string) {
    this.#digest = digest;
  }

  /** Throws `other-plan` if the entry belongs to another plan. */
  see(entry: JournalEntry): void {
    if (isOfStep(entry)) this.#hasMore = true;
    if (entry.type !== 'begin') return;
    this.#hasBegin = true;
    if (entry.plan === this.#digest) return;
    const message = `this journal belongs to another plan (${entry.plan.slice(0, 12)}…, not ${this.#digest.slice(0, 12)}…)`;
    throw new MigrationError('other-plan', `${message}; use one journal for each plan`);
  }

  /** True if the entries are this plan's, false if nothing was done yet. Throws `damaged` if they name no plan. */
  isBegun(): boolean {
    if (this.#hasBegin || !this.#hasMore) return this.#hasBegin;
    throw new MigrationError('damaged', 'this journal does not name its plan: its first line is missing');
  }
}

/** Collects the history of every step of a plan, entry by entry. */
export class StepHistories {
  readonly #check: PlanCheck;
  readonly #histories = new Map<SubUserId, StepHistory>();

  constructor(planDigest: string) {
    this.#check = new PlanCheck(planDigest);
  }

  see(entry: JournalEntry): void {
    this.#check.see(entry);
    if (!isOfStep(entry)) return;
    const history = this.#histories.get(entry.step);
    this.#histories.set(entry.step, history ? next(history, entry) : historyOf([entry]));
  }

  /** Call it after the last entry. Throws `MigrationError` if the journal is not this plan's. */
  end(): ReadonlyMap<SubUserId, StepHistory> {
    this.#check.isBegun();
    return this.#histories;
  }
}
