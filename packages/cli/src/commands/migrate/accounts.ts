import { SubUserError, type SubUsers } from '@subuser/core';
import { type Inventory, takeInventory } from '@subuser/migrate';
import { openProfile, type Overrides } from '../../config/open-profile.ts';
import { say } from '../../terminal/terminal.ts';
import type { Context } from '../context.ts';

/** Both accounts of a migration, open. */
export interface Accounts {
  target: SubUsers;
  /** Reads all of both sides. */
  inventories: () => Promise<{ source: Inventory; target: Inventory }>;
}

/** The profiles of a migration. */
export interface Sides {
  from: string;
  to: string;
  /** Options of the target that replace those of its profile. */
  overrides?: Overrides;
}

/** Opens both profiles for an action, and closes them afterwards. */
export async function withAccounts<T>(
  { config, terminal }: Context,
  { from, to, overrides }: Sides,
  act: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  if (from === to) {
    const message = `--from and --to are the same account, “${from}”: there is nothing to move`;
    throw new SubUserError('invalid-argument', message, { operation: 'migrate' });
  }
  const file = await config();
  const source = await openProfile(file, from, terminal);
  const target = await openProfile(file, to, terminal, overrides);
  const inventories = async (): Promise<{ source: Inventory; target: Inventory }> => {
    if (terminal.messages.isTTY) say(terminal, `Reading ${from} and ${to} …`);
    const [one, other] = await Promise.all([
      takeInventory(source, { profile: from }),
      takeInventory(target, { profile: to }),
    ]);
    return { source: one, target: other };
  };
  try {
    return await act({ target, inventories });
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}
