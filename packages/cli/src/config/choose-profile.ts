import { SubUserError } from '@subuser/core';
import type { Terminal } from '../terminal/terminal.ts';
import type { ConfigFile } from './read-config.ts';

/** The profile that `--profile` or else SUBUSER_PROFILE names; without either, the only one of the file. */
export function chooseProfile(
  { config, document }: ConfigFile,
  named: string | undefined,
  { environment }: Terminal,
): string {
  const name = named ?? (environment['SUBUSER_PROFILE'] || undefined);
  if (name !== undefined) return name;
  const names = Object.keys(config.profiles);
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  const message = `${document.file} has several profiles: name one with --profile, or in SUBUSER_PROFILE (${names.join(', ')})`;
  throw new SubUserError('invalid-argument', message, { operation: 'configure' });
}
