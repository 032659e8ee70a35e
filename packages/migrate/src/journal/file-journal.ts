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
 * A journal as a file of JSON lines (NDJSON, mode 0600), one flush (`fdatasync`) for all entries that come while another
 * runs. A torn last line is cut off.
 *
 * Rejects with `MigrationError`: `locked` where another process has it open, naming that process; `damaged` where a line
 * before the last is broken, naming file and line: of a long file when its `entries` come there. `append` rejects with `not-durable` from
 * the first failed write on.
 */
export async function openFileJournal(path: string, options: FileJournalOptions = {}): Promise<Journal> {
  const surroundings = { files: createFileSystem(), owner: thisProcess(), isAlive: isProcessAlive, ...options };
  const lines = await openDurableLines(path, { begins: '{"type":', ...reading, write }, surroundings);
  return { entries: () => lines.read(), append: (entry) => lines.append(entry), close: () => lines.close() };
}

/**
 * The entries of a journal without its lock: it may be in use meanwhile. Rejects where a line is broken as
 * `openFileJournal` does, and with the file system's error where there is no such file.
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
