import type { SubUsers } from '@subuser/core';
import { type Command, Option } from 'commander';
import { onProfile } from '../shared-options.ts';

/** What the argument of a command on one sub-user is. */
export interface KeyFlags {
  byName?: true;
  byReference?: true;
}

/** A command on one sub-user, given by its id, its name or its reference. */
export function keyed(command: Command): Command {
  return onProfile(command)
    .argument('<id>', 'its id')
    .option('--by-name', 'the argument is its name')
    .addOption(new Option('--by-reference', 'the argument is its reference').conflicts('byName'));
}

/** Throws `not-found` if nothing has this name or reference. */
export async function idOf(subUsers: SubUsers, key: string, { byName, byReference }: KeyFlags): Promise<string> {
  if (!byName && !byReference) return key;
  const found = await subUsers.find(byName ? { name: key } : { reference: key });
  if (found) return found.id;
  const { SubUserError } = await import('@subuser/core');
  const what = `there is no sub-user with the ${byName ? 'name' : 'reference'} “${key}”`;
  throw new SubUserError('not-found', what, { carrier: subUsers.carrier, operation: 'find' });
}
