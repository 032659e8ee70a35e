import type { Writable } from 'node:stream';
import { Secret, SubUserError } from '@subuser/core';
import { visible } from './printable.ts';
import type { Terminal } from './terminal.ts';

/** Whether somebody can be asked. */
export function canAsk({ input, messages }: Terminal): boolean {
  return input.isTTY === true && messages.isTTY === true;
}

function screensOf({ input, messages }: Terminal): { input: Terminal['input']; output: Writable } {
  return { input, output: messages as unknown as Writable };
}

/** Asks on a terminal. Throws `failed-precondition` where there is none, unless `--yes` was given. */
export async function isConfirmed(terminal: Terminal, question: string, isYes: boolean): Promise<boolean> {
  if (isYes) return true;
  if (!canAsk(terminal)) {
    const message = `${question} Cannot prompt (not a terminal). Pass --yes to confirm.`;
    throw new SubUserError('failed-precondition', message, { operation: 'ask' });
  }
  const { confirm } = await import('@clack/prompts');
  return (await confirm({ message: visible(question), initialValue: false, ...screensOf(terminal) })) === true;
}

/** Asks for a secret, which is not shown. `undefined` if the answer is Ctrl+C. */
export async function askSecret(terminal: Terminal, question: string): Promise<Secret | undefined> {
  const { password } = await import('@clack/prompts');
  const answer = await password({ message: visible(question), ...screensOf(terminal) });
  return typeof answer === 'string' ? new Secret(answer) : undefined;
}
