import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { type JournalEntry, MigrationError, parsePlanPieces, type Plan, readJournal } from '@subuser/migrate';
import { inFile, readJson } from '../../files/json-document.ts';
import { reasonOf } from '../../files/read-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** In bytes. */
const pieceLength = 1_048_576;
/** Errors name lines up to this size, in bytes: finding them takes the whole text in memory. */
const longestWithLines = 67_108_864;

/** The same error with the file of the plan, and with lines if it is JSON at all. */
async function inPlanFile(path: string, file: string, error: unknown): Promise<unknown> {
  const { size } = await stat(path);
  const document = size > longestWithLines ? undefined : await readJson(path, file).catch(() => undefined);
  if (document !== undefined) return inFile(document, error);
  if (!SubUserError.is(error) || error.detail.fields === undefined) return error;
  return SubUserError.refusal(error.detail.fields, { ...error.detail, document: file });
}

export async function readPlan(file: string, { directory }: Terminal): Promise<Plan> {
  const path = resolve(directory, file);
  try {
    return await parsePlanPieces(createReadStream(path, { encoding: 'utf8', highWaterMark: pieceLength }));
  } catch (error) {
    if (SubUserError.is(error)) throw await inPlanFile(path, file, error);
    if (reasonOf(error) === 'unknown') throw error;
    const message = `${file} cannot be read. Make a plan first: subuser migrate plan`;
    throw new SubUserError('invalid-argument', message, { operation: 'migrate' }, error);
  }
}

/** The entries of a journal that may be in use; none if there is no journal yet. */
export async function entriesOf(path: string): Promise<readonly JournalEntry[]> {
  try {
    return await readJournal(path);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'ENOENT') return [];
    if (reason === 'unknown' || error instanceof MigrationError) throw error;
    const message = `${path} cannot be read (${reason})`;
    throw new SubUserError('invalid-argument', message, { operation: 'migrate' }, error);
  }
}
