import type { ErrorCode, SubUserId } from '@subuser/core';
import type { JournalEntry } from './journal.ts';
import { MigrationError } from './migration-error.ts';
import type { Plan } from './plan.ts';

/** What a journal says of one step. `open`: begun, and its end is not written. `undoing`: to be deleted, not yet gone. */
export interface StepRecord {
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

type StepEntry = Exclude<JournalEntry, { type: 'begin' | 'waited' }>;

const added = <T>(list: readonly T[], item: T): readonly T[] => [...list.filter((each) => each !== item), item];

function next(record: StepRecord, entry: StepEntry): StepRecord {
  const { failure: _before, ...rest } = { ...record, at: entry.at };
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

/** What a journal says, step by step. */
export function recordsOf(entries: readonly JournalEntry[]): ReadonlyMap<SubUserId, StepRecord> {
  const records = new Map<SubUserId, StepRecord>();
  for (const entry of entries) {
    if (entry.type === 'begin' || entry.type === 'waited') continue;
    const blank = { state: 'open', openAttempts: [], attempts: [], targets: [], undone: [], at: entry.at } as const;
    records.set(entry.step, next(records.get(entry.step) ?? blank, entry));
  }
  return records;
}

/** Rejects the journal of another plan. True where it is this plan's, false where nothing was done yet. */
export function isBegun({ digest }: Plan, entries: readonly JournalEntry[]): boolean {
  for (const entry of entries)
    if (entry.type === 'begin' && entry.plan !== digest) {
      const message = `this journal is of another plan (${entry.plan.slice(0, 12)}…, not ${digest.slice(0, 12)}…)`;
      throw new MigrationError('other-plan', `${message}; give each plan a journal of its own`);
    }
  if (entries.some(({ type }) => type === 'begin')) return true;
  if (entries.every(({ type }) => type === 'waited')) return false;
  throw new MigrationError('damaged', 'this journal does not say which plan it is of; its first line is missing');
}
