import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { SubUserError } from '@subuser/core';
import { type FileLock, lockPlan as lock, MigrationError, type Plan } from '@subuser/migrate';
import { reasonOf } from '../../files/read-text.ts';
import type { Terminal } from '../../terminal/terminal.ts';

/** The one folder of a user on a machine in which plans are locked, as the XDG Base Directory Specification has it. */
function locksFolder({ environment }: Terminal): string {
  const { XDG_STATE_HOME: state = '' } = environment;
  return join(isAbsolute(state) ? state : join(homedir(), '.local', 'state'), 'subuser', 'locks');
}

/** Locks a plan for all processes of this user on this machine, whatever copy of it and whatever journal they use. */
export async function lockPlan(plan: Plan, terminal: Terminal): Promise<FileLock> {
  const folder = locksFolder(terminal);
  try {
    return await lock(plan, folder);
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    const message = `${folder} cannot be written (${reasonOf(error)}), so the plan cannot be locked; make it writable, or set XDG_STATE_HOME to a folder of yours`;
    throw new SubUserError('failed-precondition', message, { operation: 'migrate' }, error);
  }
}
