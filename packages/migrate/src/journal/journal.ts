import type { JournalEntry } from './journal-entry.ts';

/** Where an apply writes before and after it acts. One writer at a time; a second is refused, naming the first. */
export interface Journal {
  /**
   * What stood in it when it was opened, in order, some entries at a time: there may be millions, so nobody keeps them.
   * May be asked for again, until it is closed.
   */
  entries(): AsyncIterable<readonly JournalEntry[]>;
  /** Resolves once the entry cannot be lost any more. Many at once share one flush. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}
