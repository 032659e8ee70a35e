import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { type JournalEntry, parsePlan, type Plan, readJournal } from '@subuser/migrate';
import type { Terminal } from '../../terminal.ts';

/** Where the journal of a plan is unless it is named: `plan.json` → `plan.journal.ndjson` beside it. */
export function journalPath(plan: string, named: string | undefined, { directory }: Terminal): string {
  return resolve(directory, named ?? `${plan.replace(/\.json$/u, '')}.journal.ndjson`);
}

export async function readPlan(file: string, { directory }: Terminal): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(resolve(directory, file), 'utf8');
  } catch (error) {
    const message = `${file} cannot be read. Make a plan first: subuser migrate plan --help`;
    throw new SubUserError('invalid-argument', message, { carrier: 'any', operation: 'migrate' }, error);
  }
  return parsePlan(text);
}

/** The entries of a journal that may be in use meanwhile; none where there is no journal yet. */
export async function entriesOf(path: string): Promise<readonly JournalEntry[]> {
  try {
    return await readJournal(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
