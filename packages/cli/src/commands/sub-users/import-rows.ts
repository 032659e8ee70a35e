import { SubUserError, type SubUsers, systemClock } from '@subuser/core';
import { createAndKeep } from '../../credentials/create-and-keep.ts';
import { type CredentialPlace, openCredentialPlace, type PlaceOptions } from '../../credentials/credential-place.ts';
import { readRows, type RowsOptions, shownFile } from '../../rows/read-rows.ts';
import type { Row } from '../../rows/row.ts';
import { listenForStop, type Stop } from '../../terminal/listen-for-stop.ts';
import { type ProgressBar, startProgress } from '../../terminal/progress-bar.ts';
import { printJson, say, type Terminal } from '../../terminal/terminal.ts';
import type { Context } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import type { CarrierOptionFlags } from '../shared-options.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { carrierOptionsAdder } from './carrier-options.ts';

export interface ImportFlags extends PlaceOptions, RowsOptions, CarrierOptionFlags {
  dryRun?: true;
  concurrency: number;
}

/** Rows that would be refused, each with its line and every broken rule. */
function checkRows(subUsers: SubUsers, rows: readonly Row[]): { line: number; error: unknown }[] {
  return rows.flatMap(({ line, input, headers }) => {
    const fields = subUsers.check(input).map((rule) => {
      const column = headers?.get(rule.field.split('.')[0] ?? '');
      return { ...rule, ...(column !== undefined && { column }) };
    });
    return fields.length > 0 ? [{ line, error: { code: 'invalid-argument', fields } }] : [];
  });
}

interface Parts {
  subUsers: SubUsers;
  terminal: Terminal;
  rows: readonly Row[];
  place: CredentialPlace;
  bar: ProgressBar;
  stop: Stop;
}

interface Counts {
  created: number;
  failed: number;
  /** No more credentials can be written, so that nothing more was created. */
  isPlaceBroken: boolean;
}

/** Creates the rows, so many at once, and prints the result of each as it arrives. */
async function createRows({ subUsers, terminal, rows, place, bar, stop }: Parts, concurrency: number): Promise<Counts> {
  const counts: Counts = { created: 0, failed: 0, isPlaceBroken: false };
  const report = (result: object): void => {
    if (terminal.output.isTTY) bar.clear();
    printJson(terminal, result);
  };
  const keep: typeof place.keep = (subUser, credentials) =>
    place.keep(subUser, credentials).catch((error: unknown) => {
      counts.isPlaceBroken = true;
      throw error;
    });
  const queue = rows.values();
  const work = async (): Promise<void> => {
    for (const { line, input } of queue) {
      try {
        const { subUser, openAttempts } = await createAndKeep(subUsers, { keep }, input, 'settle');
        counts.created += 1;
        report({ line, created: subUser.id, name: subUser.name, openAttempts });
      } catch (error) {
        counts.failed += 1;
        report({ line, error });
      }
      bar.advance();
      if (stop.gently.aborted || counts.isPlaceBroken) return;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return counts;
}

interface ImportParts {
  subUsers: SubUsers;
  profile: string;
  file: string;
  flags: ImportFlags;
}

export async function importRows(
  { terminal, exit }: Context,
  { subUsers, profile, file, flags }: ImportParts,
): Promise<void> {
  const addOptions = carrierOptionsAdder(subUsers, flags.option);
  const shown = shownFile(file);
  const { rows: read, faults } = await readRows(terminal, file, flags);
  const rows = read.map((row) => ({ ...row, input: addOptions(row.input) }));
  const refused = checkRows(subUsers, rows);
  for (const each of refused) printJson(terminal, { file: shown, ...each });
  if (faults.length > 0) throw SubUserError.refusal(faults, { operation: 'import', document: shown });
  if (flags.dryRun || refused.length > 0) {
    say(terminal, `${rows.length} rows, ${refused.length} would be refused; nothing was sent.`);
    if (refused.length > 0) exit.code = exitCode.error;
    return;
  }
  const { bar, counts } = await withCleanUp(async (cleanUp) => {
    const stop = listenForStop(terminal, 'Finishing the creates in flight; the rows after them are left.');
    cleanUp(stop.end);
    const place = await openCredentialPlace(flags, profile, terminal);
    cleanUp(() => place.close());
    const bar = startProgress(terminal, 'Creating', rows.length, () => systemClock.monotonicMs());
    cleanUp(bar.clear);
    const parts = { subUsers, terminal, rows, place, bar, stop };
    return { bar, counts: await createRows(parts, flags.concurrency) };
  });
  const { created, failed, isPlaceBroken } = counts;
  const left = rows.length - created - failed;
  bar.stop(`${created} created, ${failed} failed${left > 0 ? `, ${left} left` : ''}.`);
  if (left > 0 && !isPlaceBroken) exit.code = exitCode.stopped;
  else if (failed > 0) exit.code = exitCode.error;
}
