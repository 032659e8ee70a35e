import { readFile } from 'node:fs/promises';
import { errorCodes } from '@subuser/core';
import * as z from 'zod';
import { openDurableLines, readLines } from './durable-lines.ts';
import { isProcessAlive, type LockSurroundings, thisProcess } from './file-lock.ts';
import { createFileSystem } from './file-system.ts';
import type { Journal, JournalEntry } from './journal.ts';

const at = z.number();
const text = z.string();
const entrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('begin'), plan: text, at }),
  z.object({ type: z.literal('intent'), step: text, nonce: z.string().exactOptional(), at }),
  z.object({ type: z.literal('sealed'), step: text, nonce: text, target: text, at }),
  z.object({ type: z.literal('done'), step: text, target: text, at }),
  z.object({
    type: z.literal('failed'),
    step: text,
    code: z.enum(errorCodes),
    message: text,
    openAttempts: z.array(text).exactOptional(),
    at,
  }),
  z.object({ type: z.literal('undo-intent'), step: text, target: text, at }),
  z.object({ type: z.literal('undone'), step: text, target: text, at }),
  z.object({ type: z.literal('waited'), durationMs: z.number(), at }),
]);

function parseEntry(line: string): JournalEntry {
  const parsed = entrySchema.safeParse(JSON.parse(line));
  if (!parsed.success) throw new Error('no entry of a journal');
  return parsed.data;
}

function write(group: readonly JournalEntry[]): string[] {
  return group.map((entry) => JSON.stringify(entry));
}

export type FileJournalOptions = Partial<LockSurroundings>;

/**
 * A journal as a file of JSON lines (NDJSON, mode 0600), one flush (`fdatasync`) for all entries that come while another
 * runs. A torn last line is cut off.
 *
 * Rejects with `MigrationError`: `locked` where another process has it open, naming that process; `damaged` where a line
 * before the last is broken, naming file and line. `append` rejects with `not-durable` from the first failed write on.
 */
export async function openFileJournal(path: string, options: FileJournalOptions = {}): Promise<Journal> {
  const surroundings = { files: createFileSystem(), owner: thisProcess(), isAlive: isProcessAlive, ...options };
  const lines = await openDurableLines(path, { begins: '{"type":', parse: parseEntry, write }, surroundings);
  return {
    entries: lines.items,
    append: (entry) => lines.append(entry),
    close: () => lines.close(),
  };
}

/**
 * The entries of a journal without its lock: it may be in use meanwhile. Rejects as `openFileJournal` does where a line is
 * broken, and with the file system's error where there is no such file.
 */
export async function readJournal(path: string): Promise<readonly JournalEntry[]> {
  return readLines(path, await readFile(path), parseEntry).items;
}
