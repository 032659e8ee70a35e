import type { ErrorCode, SubUserId } from '@subuser/core';
import type { JournalEntry } from './journal-entry.ts';
import { MigrationError } from '../migration-error.ts';

/** What a journal says of one step. `open`: begun, and its end is not written. `undoing`: to be deleted, not yet gone. */
export interface StepHistory {
  state: 'open' | 'done' | 'failed' | 'undoing' | 'undone';
  /** Attempts to create that may be on the carrier and of which none is known to be complete. */
  openAttempts: readonly string[];
  /** Every attempt that was ever sent. */
  attempts: readonly string[];
  /** Every target that this step is known to have made or changed, the latest last. */
  targets: readonly SubUserId[];
  /** Those of `targets` that an undo has deleted. */
  undone: readonly SubUserId[];
  failure?: { code: ErrorCode; message: string };
  /** When it was last written of, in milliseconds since 1970 UTC. */
  at: number;
}

export type StepEntry = Exclude<JournalEntry, { type: 'begin' | 'waited' }>;

const added = <T>(list: readonly T[], item: T): readonly T[] => [...list.filter((each) => each !== item), item];

function next(history: StepHistory, entry: StepEntry): StepHistory {
  const { failure: _before, ...rest } = { ...history, at: entry.at };
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
      return { ...rest, state: 'done', openAttempts: [], targets: added(rest.targets, entry.target) };
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

/** What entries of one step come to. */
export function historyOf(entries: readonly [StepEntry, ...StepEntry[]]): StepHistory {
  const [{ at }] = entries;
  const blank: StepHistory = { state: 'open', openAttempts: [], attempts: [], targets: [], undone: [], at };
  return entries.reduce(next, blank);
}

export function isOfStep(entry: JournalEntry): entry is StepEntry {
  return entry.type !== 'begin' && entry.type !== 'waited';
}

/** Finds out of which plan a journal is, entry by entry. */
export class PlanCheck {
  readonly #digest: string;
  #hasBegin = false;
  #hasMore = false;

  constructor(digest: string) {
    this.#digest = digest;
  }

  /** Throws where the entry is of another plan. */
  see(entry: JournalEntry): void {
    if (isOfStep(entry)) this.#hasMore = true;
    if (entry.type !== 'begin') return;
    this.#hasBegin = true;
    if (entry.plan === this.#digest) return;
    const message = `this journal is of another plan (${entry.plan.slice(0, 12)}…, not ${this.#digest.slice(0, 12)}…)`;
    throw new MigrationError('other-plan', `${message}; give each plan a journal of its own`);
  }

  /** True where all that was seen is this plan's, false where nothing was done yet. */
  isBegun(): boolean {
    if (this.#hasBegin || !this.#hasMore) return this.#hasBegin;
    throw new MigrationError('damaged', 'this journal does not say which plan it is of; its first line is missing');
  }
}

/** What a journal says of a plan, step by step, found out entry by entry. */
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

  /** When all was seen. Throws `MigrationError` where the journal is not this plan's. */
  end(): ReadonlyMap<SubUserId, StepHistory> {
    this.#check.isBegun();
    return this.#histories;
  }
}
