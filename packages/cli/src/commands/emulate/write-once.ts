import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeNewText } from '../../files/write-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** Writes a new file of mode 0600, or finds it as an earlier run wrote it. Throws `failed-precondition` for any other file. */
export async function writeOnce(terminal: Terminal, file: string, text: string): Promise<void> {
  const before = await readFile(resolve(terminal.directory, file), 'utf8').catch(() => undefined);
  if (before !== text) await writeNewText(terminal, file, text);
}
