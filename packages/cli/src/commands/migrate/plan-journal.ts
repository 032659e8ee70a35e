import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { realPathOf, replaceWhole } from '@subuser/migrate';
import { reasonOf } from '../../files/read-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** Where the journal of a plan is unless it is named: `plan.json` → `plan.journal.ndjson`. */
function besidePlan(plan: string, { directory }: Terminal): string {
  return resolve(directory, `${plan.replace(/\.json$/u, '')}.journal.ndjson`);
}

async function sizeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size;
}

/** A plan whose journal is elsewhere has this note in the journal's place. In bytes. */
const longestNote = 65_536;

async function notedJournal(beside: string): Promise<string | undefined> {
  if (((await sizeOf(beside)) ?? longestNote) >= longestNote) return undefined;
  try {
    const note: unknown = JSON.parse(await readFile(beside, 'utf8'));
    if (typeof note !== 'object' || note === null || !('journal' in note)) return undefined;
    return typeof note.journal === 'string' ? note.journal : undefined;
  } catch {
    // A journal has several lines.
    return undefined;
  }
}

/** The journal of a plan: the one that is named, the one that was named when the plan was begun, or the one beside it. */
export async function journalPath(plan: string, named: string | undefined, terminal: Terminal): Promise<string> {
  if (named !== undefined) return resolve(terminal.directory, named);
  const beside = besidePlan(plan, terminal);
  return (await notedJournal(beside)) ?? beside;
}

function precondition(message: string): SubUserError {
  return new SubUserError('failed-precondition', message, { operation: 'migrate' });
}

/**
 * Notes beside the plan that its journal is elsewhere, so that the plan knows that it was begun. Throws
 * `failed-precondition` if it was begun with another journal.
 */
export async function noteJournal(plan: string, journal: string, terminal: Terminal): Promise<void> {
  const beside = besidePlan(plan, terminal);
  const begun = (await notedJournal(beside)) ?? ((await sizeOf(beside)) ? beside : undefined);
  const real = await realPathOf(journal);
  if (begun !== undefined) {
    if ((await realPathOf(begun).catch(() => begun)) === real) return;
    throw precondition(
      `${plan} was begun with the journal ${begun}: continue with --journal ${begun}, or give a new plan another name`,
    );
  }
  if ((await realPathOf(beside)) === real) return;
  await replaceWhole(beside, `${JSON.stringify({ journal: real })}\n`).catch((error: unknown) => {
    // Where nobody can write, nobody can overwrite the plan either.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(reasonOf(error))) throw error;
  });
}

/** Whether a plan in this file was begun: its journal, which belongs to that plan alone, contains something. */
export async function isBegunPlan(file: string, terminal: Terminal): Promise<boolean> {
  const journal = await journalPath(file, undefined, terminal);
  const size = await sizeOf(journal);
  // A journal that is noted and cannot be seen may be on another disk.
  return size === undefined ? journal !== besidePlan(file, terminal) : size > 0;
}

/** A plan that is overwritten can neither be continued nor undone. */
export async function begunPlanError(file: string, terminal: Terminal): Promise<SubUserError> {
  const journal = await journalPath(file, undefined, terminal);
  const shown = journal === besidePlan(file, terminal) ? basename(journal) : journal;
  return precondition(
    `${file} is already being applied (journal ${shown}). Use another --out, or continue with subuser migrate apply`,
  );
}
