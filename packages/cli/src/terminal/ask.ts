import type { Writable } from 'node:stream';
import { SubUserError } from '@subuser/core';
import { visible } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** Asks on a terminal. Throws `failed-precondition` where there is none, unless `--yes` was given. */
export async function isConfirmed(terminal: Terminal, question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true;
  if (terminal.input.isTTY !== true || terminal.messages.isTTY !== true) {
    const message = `${question} Cannot prompt (not a terminal). Pass --yes to confirm.`;
    throw new SubUserError('failed-precondition', message, { operation: 'ask' });
  }
  const { confirm } = await import('@clack/prompts');
  const screens = { input: terminal.input, output: terminal.messages as unknown as Writable };
  return (await confirm({ message: visible(question), initialValue: false, ...screens })) === true;
}
