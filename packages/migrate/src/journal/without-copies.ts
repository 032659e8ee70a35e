import type { JournalEntry } from './journal-entry.ts';

type Entries = AsyncIterable<readonly JournalEntry[]>;

/** The entries one by one. */
async function* each(entries: Entries): AsyncGenerator<JournalEntry, void> {
  for await (const some of entries) yield* some;
}

const isSame = (one: JournalEntry, other: JournalEntry): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * Leaves out a second copy of a journal within itself (`cat a a`), which begins the plan again: its entries would reopen
 * steps that are done. The copy ends where it differs from the journal's beginning. `read` is called for each copy.
 */
export async function* withoutCopies(read: () => Entries): AsyncGenerator<readonly JournalEntry[], void> {
  let first: JournalEntry | undefined;
  let copied: AsyncGenerator<JournalEntry, void> | undefined;
  for await (const entries of read()) {
    first ??= entries[0];
    const begins = entries.some((entry) => entry !== first && entry.type === 'begin');
    if (copied === undefined && !begins) {
      yield entries;
      continue;
    }
    const fresh: JournalEntry[] = [];
    for (const entry of entries) {
      if (entry !== first && entry.type === 'begin' && first && isSame(entry, first)) {
        await copied?.return();
        copied = each(read());
      }
      if (copied === undefined) {
        fresh.push(entry);
        continue;
      }
      const { value, done } = await copied.next();
      if (!done && isSame(value, entry)) continue;
      await copied.return();
      copied = undefined;
      fresh.push(entry);
    }
    if (fresh.length > 0) yield fresh;
  }
}
