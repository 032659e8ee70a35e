import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { reasonOf } from './read-text.ts';
import type { Terminal } from '../terminal/terminal.ts';

function failure(file: string, why: string, cause: unknown): SubUserError {
  const detail = { operation: 'write' };
  return new SubUserError('failed-precondition', `${file} cannot be written: ${why}`, detail, cause);
}

const remedy = (error: unknown): string => `check that the folder exists and the disk has space (${reasonOf(error)})`;

/** Writes a file, or overwrites it. Throws `failed-precondition` if it cannot be written. */
export async function writeText({ directory }: Terminal, file: string, text: string | Iterable<string>): Promise<void> {
  await writeFile(resolve(directory, file), text).catch((error: unknown) => {
    throw failure(file, remedy(error), error);
  });
}

/** Writes a file that must not exist yet, all of it or nothing. Throws `failed-precondition`. */
export async function writeNewText({ directory }: Terminal, file: string, text: string, mode = 0o600): Promise<void> {
  const path = resolve(directory, file);
  try {
    await writeFile(path, text, { flag: 'wx', mode });
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'EEXIST') throw failure(file, 'it already exists; name another file', error);
    if (reason === 'ENOSPC' || reason === 'EIO') await rm(path, { force: true });
    throw failure(file, remedy(error), error);
  }
}
