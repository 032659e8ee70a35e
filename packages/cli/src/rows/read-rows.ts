import { resolve } from 'node:path';
import { type NewSubUser, SubUserError } from '@subuser/core';
import { readText } from '../files/read-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { columns, givenColumns, readCell } from './csv-cells.ts';

/** One record of the file, with its line. */
export interface Row {
  line: number;
  input: NewSubUser;
}

// A longer record means a missing quote, or another kind of file.
const longestRecord = 1_000_000;

function refuse(file: string, line: number, rule: string): never {
  const detail = { operation: 'import' };
  throw SubUserError.refusal([{ field: `${file}:${line}`, rule }], { ...detail, document: file });
}

const list = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/** The values of a misspelt or doubled column would be lost. */
function checkHeader(file: string, header: readonly string[]): string[] {
  const unknown = header.filter((column) => !columns.includes(column) && !givenColumns.includes(column));
  const doubled = header.filter((column, index) => header.indexOf(column) < index);
  if (unknown.length > 0) refuse(file, 1, `has the unknown columns ${list(unknown)}; known: ${columns.join(', ')}`);
  if (doubled.length > 0) refuse(file, 1, `has these columns twice: ${list(doubled)}`);
  if (!header.includes('name')) refuse(file, 1, 'has no column “name” in its first line');
  return [...header];
}

function inputOf(cells: Record<string, string>): NewSubUser {
  const filled = Object.entries(cells).filter(([column, cell]) => cell !== '' && columns.includes(column));
  const { grants, enabled, ...texts } = Object.fromEntries(filled.map(([column, cell]) => [column, readCell(cell)]));
  return {
    name: '',
    ...texts,
    ...(grants !== undefined && { grants: grants === '|' ? [] : grants.split('|') }),
    ...(enabled !== undefined && { enabled: enabled === 'true' }),
  };
}

async function readCsv(file: string, text: string): Promise<Row[]> {
  const { parse, CsvError } = await import('csv-parse/sync');
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      columns: (header: string[]) => checkHeader(file, header),
      info: true,
      max_record_size: longestRecord,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (error instanceof CsvError) refuse(file, Number(error['lines'] ?? 1), `is not CSV: ${error.message}`);
    throw error;
  }
  return records.map(({ record, info: { lines: line } }) => {
    if (!['', 'true', 'false', undefined].includes(record['enabled']))
      refuse(file, line, 'enabled must be true, false or empty');
    return { line, input: inputOf(record) };
  });
}

/** A line of an export becomes input again: without empty fields and those that the carrier sets. Others are unchanged. */
function inputOfLine(value: unknown): NewSubUser {
  if (typeof value !== 'object' || value === null || !('id' in value)) return value as NewSubUser;
  const given = new Set(['carrier', 'id', 'status', 'createdAt', 'updatedAt', 'lastUsedAt']);
  const fields = Object.entries(value).filter(([name, field]) => !given.has(name) && field !== null);
  const isDisabled = 'status' in value && value.status === 'disabled';
  return { ...(Object.fromEntries(fields) as unknown as NewSubUser), ...(isDisabled && { enabled: false }) };
}

function readNdjson(file: string, text: string): Row[] {
  return text.split(/\r?\n/u).flatMap((record, index) => {
    const line = index + 1;
    if (record.trim() === '') return [];
    if (record.length > longestRecord) refuse(file, line, `is longer than ${longestRecord} characters`);
    try {
      return [{ line, input: inputOfLine(JSON.parse(record)) }];
    } catch {
      return refuse(file, line, 'is not JSON');
    }
  });
}

/** The sub-users of a CSV or NDJSON file. Throws `invalid-argument` with file and line. */
export async function readRows({ directory }: Terminal, file: string): Promise<Row[]> {
  const text = await readText(resolve(directory, file), file);
  return /\.(?:ndjson|jsonl)$/u.test(file) ? readNdjson(file, text) : await readCsv(file, text);
}
