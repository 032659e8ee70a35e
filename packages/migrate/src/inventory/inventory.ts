import type { NativeSettings, SubUser, Traits } from '@subuser/core';

/** A sub-user as a plan sees it: without the carrier's own object, which no plan may contain, and without times. */
export type InventoryRow = Omit<SubUser, 'native' | 'createdAt' | 'updatedAt' | 'lastUsedAt'> & {
  /** The carrier's own settings that another account of this carrier can take. */
  settings?: NativeSettings;
};

/** One side of a migration at one moment. */
export interface Inventory {
  /** The name under which the operator knows the account. */
  profile: string;
  carrier: string;
  traits: Traits;
  /** The names of the grants that can be assigned here. */
  grants: readonly string[];
  /** In order of id, so that the same account gives the same bytes. */
  subUsers: readonly InventoryRow[];
  /** SHA-256 over the carrier and the `basisFields` of each sub-user, in hexadecimal. */
  digest: string;
}
