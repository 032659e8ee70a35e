import { SubUserError } from '@subuser/core';
import type { Terminal } from './terminal.ts';

/** Asks on a terminal. Elsewhere `--yes` is the only way to agree. */
export async function isAgreed(terminal: Terminal, question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true;
  if (terminal.input.isTTY !== true || terminal.messages.isTTY !== true) {
    const message = `${question} Nobody can be asked here: say --yes to agree.`;
    throw new SubUserError('failed-precondition', message, { operation: 'ask' });
  }
  const { confirm } = await import('@clack/prompts');
  return (
    (await confirm({ message: question, initialValue: false, input: terminal.input, output: terminal.messages })) ===
    true
  );
}
