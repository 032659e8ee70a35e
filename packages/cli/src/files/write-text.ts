import { resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import { createWhole, replaceWhole } from '@subuser/migrate';
import { type FileKind, kindOf } from './file-kind.ts';
import { reasonOf } from './read-text.ts';
import type { Terminal } from '../terminal/terminal.ts';

function failure(file: string, why: string, cause?: unknown): SubUserError {
  const detail = { operation: 'write' };
  return new SubUserError('failed-precondition', `${file} cannot be written: ${why}`, detail, cause);
}

function withRemedy(file: string, error: unknown): SubUserError {
  return failure(file, `check that the folder exists and the disk has space (${reasonOf(error)})`, error);
}

/**
 * Writes a file for its owner alone, all of it or nothing. It replaces an earlier file of its own kind and no other. Throws
 * `failed-precondition`.
 */
export async function replaceText(
  { directory }: Terminal,
  file: string,
  kind: FileKind,
  text: string | Iterable<string>,
): Promise<void> {
  const path = resolve(directory, file);
  const found = await kindOf(path).catch((error: unknown) => {
    throw withRemedy(file, error);
  });
  if (found !== 'empty' && found !== kind) {
    const why = found === undefined ? `it is not ${kind}` : `it is ${found}, not ${kind}`;
    throw failure(file, `${why}, and was not changed; name another file`);
  }
  await replaceWhole(path, text).catch((error: unknown) => {
    throw reasonOf(error) === 'unknown' ? error : withRemedy(file, error);
  });
}

/** Writes a file that must not exist yet, all of it or nothing. Throws `failed-precondition`. */
export async function writeNewText({ directory }: Terminal, file: string, text: string, mode = 0o600): Promise<void> {
  const isNew = await createWhole(resolve(directory, file), text, mode).catch((error: unknown) => {
    throw withRemedy(file, error);
  });
  if (!isNew) throw failure(file, 'it already exists; name another file');
}
