import { type CsvError, type Options, parse } from 'csv-parse/sync';
import { countKnown, readHeader } from './csv-header.ts';
import type { CsvOptions } from './csv-options.ts';
import { readRow } from './csv-row.ts';
import { faultAt, longestRecord, type Row, type Rows } from './row.ts';

const settings = {
  max_record_size: longestRecord,
  // Of a file that several programs have written to.
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
} satisfies Options;

// In this order where several fit.
const delimiters = [',', ';', '\t'];

const lineEnd = /\r\n|\n|\r/gu;

/** What Excel writes into a first line of its own: `sep=;`. */
const separatorLine = /^"?sep=(.)"?(?:\r\n|\n|\r)/iu;

/** The header as this delimiter divides it. */
function headerBy(bytes: Buffer, delimiter: string): readonly string[] {
  const quiet: Options = { ...settings, delimiter, relax_quotes: true, skip_records_with_error: true };
  const [header = []] = parse(bytes, { ...quiet, skip_records_with_empty_values: true, to: 1 });
  return header;
}

/** The delimiter by which most headers are known, or else most columns appear. */
function findDelimiter(bytes: Buffer, options: CsvOptions): string {
  const scored = delimiters.map((delimiter) => {
    const cells = headerBy(bytes, delimiter);
    return { delimiter, known: countKnown(cells, options), count: cells.length };
  });
  const [best] = scored.toSorted((one, other) => other.known - one.known || other.count - one.count);
  return best?.delimiter ?? ',';
}

const sentences = new Map([
  ['INVALID_OPENING_QUOTE', 'has a quote within a cell that is not quoted'],
  ['CSV_QUOTE_NOT_CLOSED', 'has a quote that is never closed'],
  ['CSV_MAX_RECORD_SIZE', `is longer than ${longestRecord} bytes: a quote may be missing`],
]);

/** Counts the lines up to an offset in bytes, which only grows. */
function lineCounter(bytes: Buffer): (offset: number) => number {
  let position = 0;
  let lines = 0;
  return (offset) => {
    for (; position < offset; position += 1) {
      const isEnd = bytes[position] === 0x0a || (bytes[position] === 0x0d && bytes[position + 1] !== 0x0a);
      if (isEnd) lines += 1;
    }
    return lines;
  };
}

interface CsvRecord {
  /** The line at which it begins. */
  line: number;
  /** The offset in bytes of what follows. */
  end: number;
  cells: readonly string[];
}

/** The records, or what is wrong with them. Behind a quote that is misplaced nothing can be read. */
function readRecords(bytes: Buffer, delimiter: string): { records: CsvRecord[]; errors: CsvError[] } {
  const errors: CsvError[] = [];
  const isReadable = (): boolean => errors.every(({ code }) => code === 'INVALID_OPENING_QUOTE');
  const parsed = parse(bytes, {
    ...settings,
    delimiter,
    info: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error !== undefined && isReadable()) errors.push(error);
      return undefined;
    },
  }) as unknown as { record: readonly string[]; info: { bytes: number } }[];
  const linesTo = lineCounter(bytes);
  const records = parsed.map(({ record: cells, info }) => {
    const breaks = cells.reduce((count, cell) => count + (cell.match(lineEnd)?.length ?? 0), 0);
    return { line: linesTo(info.bytes) - breaks, end: info.bytes, cells };
  });
  return { records, errors };
}

/** The rows of a CSV file as spreadsheets write it. */
export function readCsv(file: string, text: string, options: CsvOptions): Rows {
  const [first = '', separator] = separatorLine.exec(text) ?? [];
  const skipped = first === '' ? 0 : 1;
  const isEnded = /[\r\n]$/u.test(text);
  const bytes = Buffer.from(text.slice(first.length) + (isEnded ? '' : '\n'));
  const delimiter = options.delimiter ?? separator ?? findDelimiter(bytes, options);
  const { records, errors } = readRecords(bytes, delimiter);
  const lineOfError = lineCounter(bytes);
  const broken = errors.map((error) => {
    const what = sentences.get(error.code) ?? 'has text behind a closing quote: double the quotes within a cell';
    return { line: lineOfError(Number(error['bytes'])) + 1, rule: `is not CSV: ${what}` };
  });
  const result = (rows: readonly Row[]): Rows => ({
    rows: rows.map((row) => ({ ...row, line: row.line + skipped })),
    faults: broken
      .toSorted((one, other) => one.line - other.line)
      .map(({ line, rule }) => faultAt(file, line + skipped, rule)),
  });
  const [top, ...filled] = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  // Without its header no row can be read.
  if (errors.some((error) => Number(error['bytes']) < (top?.end ?? 1))) return result([]);
  const header = readHeader(top?.cells ?? [], options);
  broken.push(...header.rules.map((rule) => ({ line: top?.line ?? 1, rule })));
  if (!header.fields.includes('name')) return result([]);
  const rows = filled.map(({ line, cells }) => {
    const { input, rules } = readRow(cells, header);
    broken.push(...rules.map((rule) => ({ line, rule })));
    return { line, input, headers: header.headers };
  });
  const last = records.at(-1);
  if (last !== undefined && !isEnded && last.cells.length < header.fields.length && last !== top)
    broken.push({ line: last.line, rule: 'is not CSV: the file ends within this row' });
  return result(rows);
}
