import { stat } from 'node:fs/promises';
import { openReadable } from '@subuser/migrate';

/** A kind of file that the command writes. */
export type FileKind = 'a plan' | 'a report' | 'a journal' | 'a sealed file' | 'a key' | 'credentials in clear';

/** How the start of each kind looks. */
const kinds: readonly [FileKind, RegExp][] = [
  ['a plan', /^\{\s*"applicable":[^]*"format": "subuser-plan"/u],
  ['a report', /^<!doctype html>[^]*<meta name="generator" content="subuser" \/>/u],
  ['a journal', /^\{"(?:type|journal)":"/u],
  ['a sealed file', /^eyJ/u],
  ['a key', /^\{[^]*"kty"/u],
  ['credentials in clear', /^\{"carrier":"/u],
];

/** In bytes; each kind shows in it. */
const startLength = 1_024;

/** What a file is, by its start; `empty` also where there is none, `undefined` for anything that the command does not write. */
export async function kindOf(path: string): Promise<FileKind | 'empty' | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return 'empty';
  if (!found.isFile()) return undefined;
  const file = await openReadable(path);
  try {
    const bytes = Buffer.alloc(startLength);
    const start = bytes.toString('utf8', 0, await file.read(bytes, 0));
    return start === '' ? 'empty' : kinds.find(([, pattern]) => pattern.test(start))?.[0];
  } finally {
    await file.close();
  }
}
