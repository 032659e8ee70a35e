import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { type JournalEntry, MigrationError, parsePlanPieces, type Plan, readJournal } from '@subuser/migrate';
import { inFile, readJson } from '../../files/json-document.ts';
import { reasonOf } from '../../files/read-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** Where the journal of a plan is unless it is named: `plan.json` → `plan.journal.ndjson` beside it. */
export function journalPath(plan: string, named: string | undefined, { directory }: Terminal): string {
  return resolve(directory, named ?? `${plan.replace(/\.json$/u, '')}.journal.ndjson`);
}

/** Whether a plan of this file was begun: its journal is beside it, and is that plan's alone. */
export async function isBegunPlan(file: string, terminal: Terminal): Promise<boolean> {
  const journal = await stat(journalPath(file, undefined, terminal)).catch(() => undefined);
  return journal !== undefined && journal.size > 0;
}

/** Nobody could go on with a plan that another was written over, nor undo it. */
export function begunPlanError(file: string, terminal: Terminal): SubUserError {
  const journal = basename(journalPath(file, undefined, terminal));
  const message = `${file} was begun: its journal ${journal} is beside it. Name another file with --out, or go on: subuser migrate apply --help`;
  return new SubUserError('failed-precondition', message, { operation: 'migrate' });
}

/** In bytes. */
const pieceLength = 1_048_576;
/** Lines are told of files up to here, in bytes: for them the whole text has to be in memory. */
const longestWithLines = 67_108_864;

/** A refusal of the plan with its file, and with lines where it is JSON at all. */
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
    const message = `${file} cannot be read. Make a plan first: subuser migrate plan --help`;
    throw new SubUserError('invalid-argument', message, { operation: 'migrate' }, error);
  }
}

/** The entries of a journal that may be in use meanwhile; none where there is no journal yet. */
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
