import { type LineSurroundings, openDurableLines } from '../files/durable-lines.ts';
import { openReadable } from '../files/file-system.ts';
import { endOfLines, readLines, tailOf, wholeTail } from '../files/read-lines.ts';
import { type JournalEntry, parseEntry } from './journal-entry.ts';
import type { Journal } from './journal.ts';
import { scanEntry } from './scan-entry.ts';
import { withoutCopies } from './without-copies.ts';

export type FileJournalOptions = Partial<LineSurroundings>;

const write = (group: readonly JournalEntry[]): string[] => group.map((entry) => JSON.stringify(entry));

const reading = { parse: parseEntry, scan: scanEntry };

/**
 * Opens a journal as a file of JSON lines (NDJSON, mode 0600). All entries that arrive during one flush (`fdatasync`) share
 * the next. A torn last line is moved to a file of its own, which `onTorn` is told.
 *
 * Rejects with `MigrationError`: `locked` if another process has it open, naming that process; `damaged` if a line is
 * damaged, naming file and line (in a long file `entries` rejects, once it reaches that line). `append` rejects with
 * `not-durable` from the first failed write on.
 */
export async function openFileJournal(path: string, options: FileJournalOptions = {}): Promise<Journal> {
  const format = { begins: '{"type":', ...reading, write };
  const lines = await openDurableLines(path, format, options);
  return {
    entries: () => withoutCopies(() => lines.read()),
    append: (entry) => lines.append(entry),
    close: () => lines.close(),
  };
}

/**
 * Reads a journal without locking it: another process may be using it. Rejects as `openFileJournal` does if a line is
 * damaged, and with the file system's error if there is no such file.
 */
export async function readJournal(path: string): Promise<readonly JournalEntry[]> {
  const file = await openReadable(path);
  try {
    const size = await file.size();
    const end = await endOfLines(file, size);
    const entries: JournalEntry[] = [];
    const whole = withoutCopies(() => readLines(path, file, end, reading));
    for await (const some of whole) for (const entry of some) entries.push(entry);
    const last = wholeTail(await tailOf(file, end, size), reading);
    return last ? [...entries, last] : entries;
  } finally {
    await file.close();
  }
}
