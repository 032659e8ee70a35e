import type { JournalEntry } from '../src/journal/journal-entry.ts';
import type { Journal } from '../src/journal/journal.ts';

/** A journal with these entries, two at a time. */
export function journalOf(all: readonly JournalEntry[]): Pick<Journal, 'entries'> {
  return {
    async *entries() {
      for (let start = 0; start < all.length; start += 2) yield all.slice(start, start + 2);
    },
  };
}
