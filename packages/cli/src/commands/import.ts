import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type NewSubUser, SubUserError, type SubUsers } from '@subuser/core';
import type { Command } from 'commander';
import { type Context, describedCommand } from '../context.ts';
import { openCredentialPlace, type PlaceOptions } from '../credential-place.ts';
import { exitCode } from '../exit-code.ts';
import { listenForStop } from '../listen-for-stop.ts';
import { parseCount } from '../number-option.ts';
import { startProgress } from '../progress-bar.ts';
import { print, say } from '../terminal.ts';
import { withSeal } from './create.ts';
import { onProfile, type ProfileOptions } from './sub-user-commands.ts';

/** One record of the file, and where it stands. */
interface Row {
  line: number;
  input: NewSubUser;
}

const columns = ['name', 'email', 'phone', 'description', 'grants', 'enabled', 'reference'];
// A longer record is a missing quote, or no list of sub-users.
const longestRecord = 1_000_000;

function refuse(file: string, line: number, rule: string): never {
  const detail = { carrier: 'any', operation: 'import' };
  throw SubUserError.refusal(`${file} is`, [{ field: `${file}:${line}`, rule }], detail);
}

function inputOf(cells: Record<string, string>): NewSubUser {
  const filled = Object.entries(cells).filter(([, value]) => value !== '');
  const { grants, enabled, ...texts } = Object.fromEntries(filled);
  return {
    name: '',
    ...texts,
    ...(grants !== undefined && { grants: grants.split('|') }),
    ...(enabled !== undefined && { enabled: enabled === 'true' }),
  };
}

async function* readCsv(path: string, file: string): AsyncGenerator<Row> {
  const { parse, CsvError } = await import('csv-parse');
  const parser = createReadStream(path).pipe(
    parse({ bom: true, columns: true, info: true, max_record_size: longestRecord, skip_empty_lines: true }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      const unknown = Object.keys(record).filter((column) => !columns.includes(column));
      if (unknown.length > 0)
        refuse(file, 1, `has the unknown columns ${unknown.join(', ')}; known: ${columns.join(', ')}`);
      const isOdd = !['', 'true', 'false', undefined].includes(record['enabled']);
      if (isOdd) refuse(file, info.lines, 'enabled must be true, false or empty');
      yield { line: info.lines, input: inputOf(record) };
    }
  } catch (error) {
    if (error instanceof CsvError) refuse(file, Number(error['lines'] ?? 1), `is not CSV: ${error.message}`);
    throw error;
  }
}

async function* readNdjson(path: string, file: string): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    const trimmed = text.replace(/^\uFEFF/u, '').trim();
    if (trimmed === '') continue;
    if (trimmed.length > longestRecord) refuse(file, line, `is longer than ${longestRecord} characters`);
    try {
      yield { line, input: JSON.parse(trimmed) as NewSubUser };
    } catch {
      refuse(file, line, 'is not JSON');
    }
  }
}

interface ImportFlags extends ProfileOptions, PlaceOptions {
  dryRun?: true;
  concurrency: number;
}

/** Rows that would be refused, each with its line and every broken rule. */
function checkRows(subUsers: SubUsers, rows: readonly Row[]): { line: number; error: unknown }[] {
  return rows.flatMap(({ line, input }) => {
    const fields = subUsers.check(input);
    return fields.length > 0 ? [{ line, error: { code: 'invalid-argument', fields } }] : [];
  });
}

export function importCommand(context: Context): Command {
  const { terminal } = context;
  const described = describedCommand(
    'import',
    'make sub-users from a CSV or NDJSON file; nothing is sent unless every row passes',
    'import tenants.csv --carrier main --dry-run',
  );
  return withSeal(onProfile(described))
    .argument('<file>', `CSV with the columns ${columns.join(', ')} (grants joined by |), or NDJSON`)
    .option('--dry-run', 'check every row and send nothing')
    .option('--concurrency <count>', 'creates at once', parseCount, 8)
    .action((file: string, flags: ImportFlags, command: Command) =>
      context.withProfile(command, flags.carrier, async (subUsers) => {
        const path = resolve(terminal.directory, file);
        const rows: Row[] = [];
        const reader = /\.(?:ndjson|jsonl)$/u.test(file) ? readNdjson(path, file) : readCsv(path, file);
        for await (const row of reader) rows.push(row);
        const refused = checkRows(subUsers, rows);
        for (const each of refused) print(terminal, JSON.stringify({ file, ...each }));
        if (flags.dryRun || refused.length > 0) {
          say(terminal, `${rows.length} rows, ${refused.length} would be refused; nothing was sent.`);
          if (refused.length > 0) context.exit.code = exitCode.error;
          return;
        }
        const place = await openCredentialPlace(flags, flags.carrier, terminal);
        const bar = startProgress(terminal, 'Creating', rows.length, Date.now);
        const stop = listenForStop(terminal, 'Finishing what is in flight; the rows after it are left.');
        let created = 0;
        let failed = 0;
        const report = (result: object): void => {
          bar.clear();
          print(terminal, JSON.stringify(result));
        };
        const queue = rows.values();
        const work = async (): Promise<void> => {
          for (const { line, input } of queue) {
            try {
              const call = { ifUnknown: 'settle', signal: stop.now } as const;
              const { subUser, credentials } = await subUsers.create(input, call);
              if (credentials) await place.keep(subUser, credentials);
              created += 1;
              report({ line, created: subUser.id, name: subUser.name });
            } catch (error) {
              failed += 1;
              report({ line, error });
            }
            bar.advance();
            if (stop.gently.aborted) return;
          }
        };
        try {
          await Promise.all(Array.from({ length: flags.concurrency }, work));
        } finally {
          stop.end();
          bar.clear();
          await place.close();
        }
        const left = rows.length - created - failed;
        bar.stop(`${created} created, ${failed} failed${left > 0 ? `, ${left} left` : ''}.`);
        if (left > 0) context.exit.code = exitCode.stopped;
        else if (failed > 0) context.exit.code = exitCode.error;
      }),
    );
}
