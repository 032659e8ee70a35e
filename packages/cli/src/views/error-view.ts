import { SubUserError } from '@subuser/core';
import { say } from '../terminal/terminal.ts';
import type { View } from './view.ts';

/** Recognised by its name, so that a command without a migration need not load that package. */
function migrationCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'MigrationError' || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What happened, then one line for each broken rule. */
function refusalLines({ code, message, detail }: SubUserError): string[] {
  const rules = (detail.fields ?? []).map(({ field, rule }) => `${field}: ${rule}`);
  if (rules.length < 2) return [`error (${code}): ${message}`];
  // A message may list only the first rules.
  const list = message.indexOf(`: ${rules[0]}`);
  const summary = list === -1 ? message : message.slice(0, list);
  return [`error (${code}): ${summary}`, ...rules.map((rule) => `  ${rule}`)];
}

/** An error, for stderr in both forms. */
export function errorView(error: unknown): View {
  if (SubUserError.is(error)) return { objects: [{ error }], show: (terminal) => say(terminal, refusalLines(error)) };
  const code = migrationCode(error);
  const message = error instanceof Error ? error.message : String(error);
  return {
    objects: [{ error: { code: code ?? 'internal', message } }],
    show: (terminal) => say(terminal, `${code === undefined ? 'error' : `error (${code})`}: ${message}`),
  };
}
