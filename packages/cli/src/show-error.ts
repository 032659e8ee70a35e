import { SubUserError } from '@subuser/core';
import { say, type Terminal } from './terminal.ts';

/** An error as a person reads it: what happened, then one line for each broken rule. As JSON: one object. */
export function showError(terminal: Terminal, error: unknown, asJson: boolean): void {
  if (!SubUserError.is(error)) {
    const text = error instanceof Error ? error.message : String(error);
    return say(terminal, asJson ? JSON.stringify({ error: { code: 'internal', message: text } }) : `error: ${text}`);
  }
  if (asJson) return say(terminal, JSON.stringify({ error }));
  const { fields = [] } = error.detail;
  const [summary = ''] = fields.length > 1 ? error.message.split(':') : [error.message];
  say(terminal, `error (${error.code}): ${summary}`);
  if (fields.length > 1) for (const { field, rule } of fields) say(terminal, `  ${field}: ${rule}`);
}
