import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { generateSealKeys } from '@subuser/migrate';
import { writeNewText } from '../files/write-text.ts';
import type { Terminal } from '../terminal/terminal.ts';

/**
 * Writes a new pair of keys to a folder: both, or none. Never overwrites a key, since nothing sealed to it could be
 * opened any more. Throws `failed-precondition` if a file exists or cannot be written.
 */
export async function writeKeyPair(terminal: Terminal, folder: string): Promise<void> {
  const { publicJwk, privateJwk } = await generateSealKeys();
  // Writing the first file reports what is wrong with the folder, and how to fix it.
  await mkdir(resolve(terminal.directory, folder), { recursive: true }).catch(() => undefined);
  const write = (file: string, key: object, mode: number): Promise<void> =>
    writeNewText(terminal, file, `${JSON.stringify(key, null, 2)}\n`, mode);
  const privateFile = join(folder, 'private.jwk.json');
  await write(privateFile, privateJwk, 0o600);
  await write(join(folder, 'public.jwk.json'), publicJwk, 0o644).catch(async (error: unknown) => {
    await rm(resolve(terminal.directory, privateFile));
    throw error;
  });
}
