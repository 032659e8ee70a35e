import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SubUserError } from '@subuser/core';
import type { Terminal } from '../terminal/terminal.ts';

const defaultName = 'subuser.config.json';

/** The file that `--config` or else SUBUSER_CONFIG names, or the nearest `subuser.config.json` here or above. */
export async function findConfig(named: string | undefined, { directory, environment }: Terminal): Promise<string> {
  const chosen = named ?? (environment['SUBUSER_CONFIG'] || undefined);
  if (chosen !== undefined) return resolve(directory, chosen);
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = join(folder, defaultName);
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) return file;
    if (folder === dirname(folder)) break;
  }
  const message = `There is no ${defaultName} here or above. Write one (docs/command.md shows how), or name it with --config FILE.`;
  throw new SubUserError('invalid-argument', message, { operation: 'configure' });
}
