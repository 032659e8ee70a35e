import type { NativeSettings, SubUser, SubUsers } from '@subuser/core';
import { orderInventory } from './basis.ts';
import type { Inventory, InventoryRow } from './inventory.ts';

export interface InventoryOptions {
  /** The name under which the operator knows the account. */
  profile: string;
  signal?: AbortSignal | undefined;
  /** Called with the number of sub-users read so far. */
  onProgress?: ((count: number) => void) | undefined;
}

/** How many different settings are kept to be shared. */
const mostShared = 1_000;

/**
 * Returns a function that copies a sub-user into the smallest possible row, since an account of a million is kept in
 * memory. It copies texts, because a substring keeps the text that it was cut from in memory; equal grants share a list.
 */
function compacter(): (subUser: SubUser, settings: NativeSettings | undefined) => InventoryRow {
  const known = new Map<string, readonly string[]>();
  const knownSettings = new Map<string, NativeSettings>();

  /** Thousands have the same settings. */
  function sharedSettings(settings: NativeSettings): NativeSettings {
    const key = JSON.stringify(settings);
    const shared = knownSettings.get(key) ?? settings;
    if (knownSettings.size < mostShared) knownSettings.set(key, shared);
    return shared;
  }

  return ({ carrier, id, name, status, email, phone, description, grants, reference, unreadable }, settings) => {
    const texts = { carrier, id, name, status, email, phone, description };
    const fields = { ...texts, grants: grants && null, reference, unreadable };
    const row = JSON.parse(JSON.stringify(fields)) as InventoryRow;
    Object.assign(row, { carrier, id, status, ...(settings && { settings: sharedSettings(settings) }) });
    if (!grants) return row;
    const key = grants.join('\n');
    const shared = known.get(key) ?? [...grants];
    known.set(key, shared);
    return Object.assign(row, { grants: shared });
  };
}

/**
 * Reads one side of a migration: every sub-user once, even while others are created and deleted, and the assignable
 * grants. Rejects as `list` and `grants` do.
 */
export async function takeInventory(
  subUsers: Pick<SubUsers, 'carrier' | 'traits' | 'list' | 'grants'> & Partial<Pick<SubUsers, 'nativeSettings'>>,
  { profile, signal, onProgress }: InventoryOptions,
): Promise<Inventory> {
  const { carrier, traits } = subUsers;
  const vocabulary = await subUsers.grants({ signal });
  const listed: InventoryRow[] = [];
  const compact = compacter();
  for await (const subUser of subUsers.list({}, { signal })) {
    listed.push(compact(subUser, subUsers.nativeSettings?.(subUser)));
    onProgress?.(listed.length);
  }
  const grants = vocabulary.filter(({ assignable }) => assignable).map(({ name }) => name);
  return orderInventory({ profile, carrier, traits, grants, subUsers: listed });
}
