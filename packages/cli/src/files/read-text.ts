import { readFile } from 'node:fs/promises';
import { SubUserError } from '@subuser/core';
import { decodeText } from './decode-text.ts';

/** The system's code for why a file could not be used: `ENOENT`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** Throws `invalid-argument` with the file. */
export async function readBytes(path: string, shown: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    const message = `${shown} cannot be read (${reasonOf(error)})`;
    throw new SubUserError('invalid-argument', message, { operation: 'read' }, error);
  });
}

/** The text of a file, without its BOM. Throws `invalid-argument` with the file and, if it is not UTF-8, the line. */
export async function readText(path: string, shown: string): Promise<string> {
  const decoded = decodeText(await readBytes(path, shown));
  if ('text' in decoded) return decoded.text;
  const message = `${shown}:${decoded.line} is not ${decoded.encoding.toUpperCase()}: save the file as UTF-8`;
  throw new SubUserError('invalid-argument', message, { operation: 'read' });
}
