import { SubUserError } from '@subuser/core';
import type { Terminal } from './terminal.ts';

/** Asks on a terminal. Throws `failed-precondition` where there is none, unless `--yes` was given. */
export async function isConfirmed(terminal: Terminal, question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true;
  if (terminal.input.isTTY !== true || terminal.messages.isTTY !== true) {
    const message = `${question} Cannot prompt (not a terminal). Pass --yes to confirm.`;
    throw new SubUserError('failed-precondition', message, { operation: 'ask' });
  }
  const { confirm } = await import('@clack/prompts');
  return (
    (await confirm({ message: question, initialValue: false, input: terminal.input, output: terminal.messages })) ===
    true
  );
}
