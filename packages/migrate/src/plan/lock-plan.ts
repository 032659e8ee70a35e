import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lineSurroundings } from '../files/durable-lines.ts';
import { acquireLock, type FileLock, type LockSurroundings } from '../files/file-lock.ts';
import { MigrationError } from '../migration-error.ts';
import type { Plan } from './plan.ts';

/**
 * Lets one process at a time work on a plan, whatever copy of the plan and whatever journal it uses. `folder`: the one place
 * where all processes look; it is created. A journal's own lock does not see a second journal.
 *
 * Rejects with `MigrationError` `locked`, naming the other process, and with the file system's error if the folder cannot be
 * written.
 */
export async function lockPlan(
  { digest }: Pick<Plan, 'digest'>,
  folder: string,
  options: Partial<LockSurroundings> = {},
): Promise<FileLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await acquireLock(join(folder, `${digest}.lock`), lineSurroundings(options));
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    throw new MigrationError(error.code, `another process works on this plan: ${error.message}`);
  }
}
