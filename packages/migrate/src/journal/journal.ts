import type { JournalEntry } from './journal-entry.ts';

/** Where an apply writes before and after each call. It has one writer at a time; a second is refused, naming the first. */
export interface Journal {
  /**
   * What it contained when it was opened, in order, some entries at a time: there may be millions, so they are not kept.
   * Can be called again, until it is closed.
   */
  entries(): AsyncIterable<readonly JournalEntry[]>;
  /** Resolves once the entry cannot be lost any more. Many at once share one flush. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}
