import { readFile } from 'node:fs/promises';
import { SubUserError } from '@subuser/core';

/** The system's code for why a file could not be used: `ENOENT`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** The text of a file, without its BOM. Throws `invalid-argument` with the file and, if it is not UTF-8, the line. */
export async function readText(path: string, shown: string): Promise<string> {
  const detail = { operation: 'read' };
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new SubUserError('invalid-argument', `${shown} cannot be read (${reasonOf(error)})`, detail, error);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const [before = ''] = new TextDecoder().decode(bytes).split('\uFFFD');
    const line = before.split('\n').length;
    throw new SubUserError('invalid-argument', `${shown}:${line} is not UTF-8: save the file as UTF-8`, detail, error);
  }
}
