import { open } from 'node:fs/promises';

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
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return 'empty';
  try {
    if (!(await handle.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(startLength), 0, startLength, 0);
    if (bytesRead === 0) return 'empty';
    const start = buffer.toString('utf8', 0, bytesRead);
    return kinds.find(([, pattern]) => pattern.test(start))?.[0];
  } finally {
    await handle.close();
  }
}
