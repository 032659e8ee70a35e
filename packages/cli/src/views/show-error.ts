import { SubUserError } from '@subuser/core';
import { say, type Terminal } from '../terminal/terminal.ts';

/** Known by its name, so that a command without a migration need not load that package. */
function faultOf(error: unknown): { code?: string; message: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message } = error;
  if (name === 'MigrationError' && 'code' in error && typeof error.code === 'string')
    return { code: error.code, message };
  return { message };
}

/** An error as a person reads it: what happened, then one line for each broken rule. As JSON: one object. */
export function showError(terminal: Terminal, error: unknown, asJson: boolean): void {
  if (!SubUserError.is(error)) {
    const { code, message } = faultOf(error);
    const prefix = code === undefined ? 'error' : `error (${code})`;
    const shown = { error: { code: code ?? 'internal', message } };
    return say(terminal, asJson ? JSON.stringify(shown) : `${prefix}: ${message}`);
  }
  if (asJson) return say(terminal, JSON.stringify({ error }));
  const { code, message, detail } = error;
  const rules = (detail.fields ?? []).map(({ field, rule }) => `${field}: ${rule}`);
  if (rules.length < 2) return say(terminal, `error (${code}): ${message}`);
  say(terminal, `error (${code}): ${message.replace(`: ${rules.join('; ')}`, '')}`);
  for (const rule of rules) say(terminal, `  ${rule}`);
}
