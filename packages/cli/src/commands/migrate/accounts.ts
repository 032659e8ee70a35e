import { SubUserError, type SubUsers } from '@subuser/core';
import type { Inventory } from '@subuser/migrate';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { type Overrides, openProfile } from '../../config/open-profile.ts';
import { say } from '../../terminal/terminal.ts';

/** Both accounts of a migration, open. */
export interface Accounts {
  source: SubUsers;
  target: SubUsers;
  /** Reads both sides whole. */
  inventories: () => Promise<{ source: Inventory; target: Inventory }>;
}

/** Opens both profiles for an action and closes them afterwards. */
export async function withAccounts<T>(
  context: Context,
  command: Command,
  { from, to, pace }: { from: string; to: string; pace?: Overrides },
  act: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  const { terminal } = context;
  if (from === to) {
    const message = `--from and --to are the same account, “${from}”: nothing can be moved`;
    throw new SubUserError('invalid-argument', message, { operation: 'migrate' });
  }
  const file = await context.config(command);
  const source = await openProfile(file, from, terminal);
  const target = await openProfile(file, to, terminal, pace);
  const inventories = async (): Promise<{ source: Inventory; target: Inventory }> => {
    const { takeInventory } = await import('@subuser/migrate');
    if (terminal.messages.isTTY) say(terminal, `Reading ${from} and ${to} …`);
    const [one, other] = await Promise.all([
      takeInventory(source, { profile: from }),
      takeInventory(target, { profile: to }),
    ]);
    return { source: one, target: other };
  };
  try {
    return await act({ source, target, inventories });
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}
