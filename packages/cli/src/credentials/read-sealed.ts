import { resolve } from 'node:path';
import { type MigrationError, type OpenedCredentials, openSealed } from '@subuser/migrate';
import { readKey } from '../files/read-key.ts';
import { readBytes } from '../files/read-text.ts';
import { say, type Terminal } from '../terminal/terminal.ts';

/** What a sealed file contains, as far as it can be opened. */
export interface SealedContent {
  /** Without those that a later line replaces. */
  credentials: readonly OpenedCredentials[];
  /** False if a line could not be opened. */
  isComplete: boolean;
}

/** Reads a sealed file, and says what it leaves out. Rejects if no line can be opened. */
export async function readSealed(terminal: Terminal, file: string, key: string): Promise<SealedContent> {
  const privateJwk = await readKey(terminal, key);
  const bytes = await readBytes(resolve(terminal.directory, file), file);
  // A sealed file is ASCII. One damaged byte must not keep anybody from the other lines.
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/u, '');
  const faults: MigrationError[] = [];
  const all = await openSealed(text, privateJwk, { onFault: (fault) => faults.push(fault) });
  for (const { message } of faults) say(terminal, `! ${message}`);
  if (faults.length > 0) say(terminal, `Left out ${faults.length} of the lines of ${file}.`);
  const credentials = all.filter(({ isSuperseded }) => !isSuperseded);
  const replaced = all.length - credentials.length;
  if (replaced > 0) say(terminal, `Left out ${replaced} that later lines of the same steps replace.`);
  return { credentials, isComplete: faults.length === 0 };
}
