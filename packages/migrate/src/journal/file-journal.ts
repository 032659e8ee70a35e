import { isProcessAlive, type LockSurroundings, thisProcess } from '../files/file-lock.ts';
import { createFileSystem, openReadable } from '../files/file-system.ts';
import { openDurableLines } from '../files/durable-lines.ts';
import type { Journal } from './journal.ts';
import { type JournalEntry, parseEntry } from './journal-entry.ts';
import { scanEntry } from './scan-entry.ts';
import { goodBytes, readLines } from '../files/read-lines.ts';

export type FileJournalOptions = Partial<LockSurroundings>;

const write = (group: readonly JournalEntry[]): string[] => group.map((entry) => JSON.stringify(entry));

const reading = { parse: parseEntry, scan: scanEntry };

/**
 * Opens a journal as a file of JSON lines (NDJSON, mode 0600). All entries that arrive during one flush (`fdatasync`) share
 * the next. A partial last line is cut off.
 *
 * Rejects with `MigrationError`: `locked` if another process has it open, naming that process; `damaged` if a line before
 * the last is damaged, naming file and line (in a long file `entries` rejects, once it reaches that line). `append` rejects
 * with `not-durable` from the first failed write on.
 */
export async function openFileJournal(path: string, options: FileJournalOptions = {}): Promise<Journal> {
  const surroundings = { files: createFileSystem(), owner: thisProcess(), isAlive: isProcessAlive, ...options };
  const lines = await openDurableLines(path, { begins: '{"type":', ...reading, write }, surroundings);
  return { entries: () => lines.read(), append: (entry) => lines.append(entry), close: () => lines.close() };
}

/**
 * Reads a journal without locking it: another process may be using it. Rejects as `openFileJournal` does if a line is
 * damaged, and with the file system's error if there is no such file.
 */
export async function readJournal(path: string): Promise<readonly JournalEntry[]> {
  const file = await openReadable(path);
  try {
    const bytes = await goodBytes(file, await file.size(), reading);
    const entries: JournalEntry[] = [];
    for await (const some of readLines(path, file, bytes, reading)) for (const entry of some) entries.push(entry);
    return entries;
  } finally {
    await file.close();
  }
}
