import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { type PasswordChange, Secret, SubUserError } from '@subuser/core';
import { readText } from '../files/read-text.ts';
import { askSecret, canAsk } from '../terminal/ask.ts';
import type { Terminal } from '../terminal/terminal.ts';

const detail = { operation: 'changePassword' };

/** The two lines of a file, or of stdin as `-`. */
async function readLines(terminal: Terminal, file: string): Promise<PasswordChange> {
  const isInput = file === '-';
  const text = isInput ? await readAll(terminal.input) : await readText(resolve(terminal.directory, file), file);
  const [current = '', next = '', ...more] = text.split(/\r?\n/u);
  if (current !== '' && next !== '' && more.join('') === '')
    return { current: new Secret(current), next: new Secret(next) };
  const what = `${isInput ? 'stdin' : file} must have two lines, the present password and the new one`;
  throw new SubUserError('invalid-argument', what, detail);
}

/** `undefined` if the answer to a question is Ctrl+C. */
async function askAll(terminal: Terminal, whose: string): Promise<PasswordChange | undefined> {
  if (!canAsk(terminal)) {
    const what =
      'Cannot ask for the passwords (not a terminal). Name a file that contains both with --from, or - for stdin.';
    throw new SubUserError('failed-precondition', what, detail);
  }
  const current = await askSecret(terminal, `The present password of ${whose}`);
  const next = current && (await askSecret(terminal, 'The new password'));
  const again = next && (await askSecret(terminal, 'The new password again'));
  if (current === undefined || next === undefined || again === undefined) return undefined;
  if (next.reveal() === again.reveal()) return { current, next };
  throw new SubUserError('invalid-argument', 'The new password was not the same the second time.', detail);
}

/** The passwords of a change: from a file, or asked for. Never from the command line, which others can see. */
export async function readPasswords(
  terminal: Terminal,
  file: string | undefined,
  whose: string,
): Promise<PasswordChange | undefined> {
  return file === undefined ? askAll(terminal, whose) : readLines(terminal, file);
}
