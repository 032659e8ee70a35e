import { resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { decodeText } from '../files/decode-text.ts';
import { readBytes } from '../files/read-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { CsvOptions } from './csv-options.ts';
import { readJsonRows } from './read-json-rows.ts';
import type { Rows } from './row.ts';

export interface RowsOptions extends CsvOptions {
  /** Of a file without a byte order mark. */
  encoding?: string;
}

/** Spreadsheets on Windows write the encoding of their country. Which one is not guessed, only shown. */
function remedyFor(bytes: Uint8Array, encoding: string, line: number, isJson: boolean): string {
  const likely = bytes.includes(0) ? 'utf-16le' : 'windows-1252';
  if (encoding === likely) return 'save the file as UTF-8';
  const decoded = decodeText(bytes, likely);
  const [word] = ('text' in decoded && decoded.text.split('\n')[line - 1]?.match(/[\w ]{0,20}\P{ASCII}+\w*/u)) || [];
  const shown = word === undefined || isJson ? '' : `, which reads it as “${word.trim().replaceAll(/\p{C}/gu, '')}”`;
  return `save the file as UTF-8, or name its --encoding: it may be ${likely}${shown}`;
}

function isJsonFile(file: string, text: string): boolean {
  return /\.(?:ndjson|jsonl|json)$/iu.test(file) || /^\s*[[{]/u.test(text);
}

async function bytesOf({ directory, input }: Terminal, file: string): Promise<Uint8Array> {
  if (file !== '-') return readBytes(resolve(directory, file), file);
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** How messages name the file. */
export function shownFile(file: string): string {
  return file === '-' ? 'stdin' : file;
}

/**
 * The sub-users of a CSV, NDJSON or JSON file, or of stdin (`-`), with all that is wrong with it. Throws `invalid-argument` if
 * it cannot be read as text.
 */
export async function readRows(terminal: Terminal, file: string, options: RowsOptions): Promise<Rows> {
  const shown = shownFile(file);
  const bytes = await bytesOf(terminal, file);
  const decoded = decodeText(bytes, options.encoding);
  if ('line' in decoded) {
    const { encoding, line } = decoded;
    const isJson = isJsonFile(file, Buffer.from(bytes).toString('latin1'));
    const message = `${shown}:${line} is not ${encoding.toUpperCase()}: ${remedyFor(bytes, encoding, line, isJson)}`;
    throw new SubUserError('invalid-argument', message, { operation: 'import' });
  }
  if (!isJsonFile(file, decoded.text)) {
    const { readCsv } = await import('./read-csv.ts');
    return readCsv(shown, decoded.text, options);
  }
  if (options.delimiter !== undefined || options.column !== undefined || options.ignoreColumns !== undefined) {
    const message = `${shown} is JSON: --delimiter, --column and --ignore-columns are for CSV`;
    throw new SubUserError('invalid-argument', message, { operation: 'import' });
  }
  return readJsonRows(shown, decoded.text);
}
