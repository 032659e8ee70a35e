import type { SubUsers } from '@subuser/core';
import { orderInventory } from './basis.ts';
import type { Inventory, Listed } from './inventory.ts';

export interface InventoryOptions {
  /** The name under which the operator knows the account. */
  profile: string;
  signal?: AbortSignal | undefined;
  /** Called with the number of sub-users read so far. */
  onProgress?: ((count: number) => void) | undefined;
}

/**
 * Reads one side of a migration: every sub-user once, though others come and go meanwhile, and the rights that can be
 * given there. Rejects with what the listing rejects with.
 */
export async function takeInventory(
  subUsers: Pick<SubUsers, 'carrier' | 'traits' | 'list' | 'grants'>,
  { profile, signal, onProgress }: InventoryOptions,
): Promise<Inventory> {
  const { carrier, traits } = subUsers;
  const vocabulary = await subUsers.grants({ signal });
  const listed: Listed[] = [];
  for await (const { native: _native, ...subUser } of subUsers.list({}, { signal })) {
    listed.push(subUser);
    onProgress?.(listed.length);
  }
  const grants = vocabulary.filter(({ assignable }) => assignable).map(({ name }) => name);
  return orderInventory({ profile, carrier, traits, grants, subUsers: listed });
}
