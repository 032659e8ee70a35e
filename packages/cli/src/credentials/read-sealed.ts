import { resolve } from 'node:path';
import { type OpenedCredentials, openSealed } from '@subuser/migrate';
import { readKey } from '../files/read-key.ts';
import { readText } from '../files/read-text.ts';
import { say, type Terminal } from '../terminal/terminal.ts';

/** The credentials of a sealed file, without those that a later line replaces. */
export async function readSealed(terminal: Terminal, file: string, key: string): Promise<OpenedCredentials[]> {
  const privateJwk = await readKey(terminal, key);
  const text = await readText(resolve(terminal.directory, file), file);
  const all = await openSealed(text, privateJwk);
  if (text !== '' && !text.endsWith('\n'))
    say(terminal, `Ignored the last line of ${file}: it is incomplete, as after a kill.`);
  return all.filter(({ isSuperseded }) => !isSuperseded);
}
