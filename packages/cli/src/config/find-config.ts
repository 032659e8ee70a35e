import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SubUserError } from '@subuser/core';

const defaultName = 'subuser.config.json';

/** The file that `--config` names, or the nearest `subuser.config.json` here or above. */
export async function findConfig(named: string | undefined, directory: string): Promise<string> {
  if (named !== undefined) return resolve(directory, named);
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
