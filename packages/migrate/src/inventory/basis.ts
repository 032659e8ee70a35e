import { createHash, hash, type Hash } from 'node:crypto';
import type { SubUserId } from '@subuser/core';
import { compareIds } from './id-order.ts';
import type { Inventory, InventoryRow } from './inventory.ts';

/** The fields that a plan depends on. No times: a sub-user that is merely used does not change the plan. */
export const basisFields = ['name', 'status', 'email', 'phone', 'description', 'grants', 'reference'] as const;

/** Hexadecimal characters for each field in a row: 64 bits, so that nobody finds another value with the same digest. */
const fieldDigestLength = 16;
/** In the plans of earlier versions. */
const earlierDigestLength = 8;

/** The carrier's own settings, which a plan depends on only within one carrier: the last field of its rows. */
export const settingsField = 'carrierOptions';

/** How the rows of a plan are made. */
export interface RowForm {
  /** Of each field's digest. */
  digestLength: number;
  hasSettings: boolean;
}

export function formOfRow(row: string): RowForm {
  const { length } = basisFields;
  if (row.length === length * earlierDigestLength) return { digestLength: earlierDigestLength, hasSettings: false };
  return { digestLength: fieldDigestLength, hasSettings: row.length > length * fieldDigestLength };
}

type Undigested = Omit<Inventory, 'digest'>;

/** Each basis field as canonical JSON. */
function basisOf(subUser: InventoryRow): string[] {
  return basisFields.map((field) => {
    const value = field === 'grants' ? subUser.grants?.toSorted() : subUser[field];
    return value === undefined || value === null ? 'null' : JSON.stringify(value);
  });
}

/** Digests kept: most rows share their status, grants and empty fields. */
const maxKept = 1000;

/** Returns a function that digests a basis: the digests of its fields, concatenated in their order. */
function rowDigester(length = fieldDigestLength): (basis: readonly string[]) => string {
  const known = new Map<string, string>();
  const digest = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = hash('sha256', text).slice(0, length);
    if (known.size < maxKept) known.set(text, made);
    return made;
  };
  return (basis) => basis.map(digest).join('');
}

function settingsText({ settings }: InventoryRow): string {
  if (settings === undefined) return 'null';
  const { values, broken } = settings;
  return JSON.stringify([Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1)), broken]);
}

/** Returns a function that gives a sub-user's row as of now, to compare with the rows in a plan. */
export function rowReader({ digestLength, hasSettings }: RowForm): (subUser: InventoryRow) => string {
  const rowOf = rowDigester(digestLength);
  return (subUser) => rowOf(hasSettings ? [...basisOf(subUser), settingsText(subUser)] : basisOf(subUser));
}

/**
 * Yields each sub-user with its basis. Updates `sum` with the canonical JSON of `{ carrier, subUsers: [[id, …basis], …] }` row
 * by row, since the JSON of a large account is longer than a string can be.
 */
function* basesOf({ carrier, subUsers }: Undigested, sum: Hash): Generator<[InventoryRow, string[]], void, undefined> {
  sum.update(`{"carrier":${JSON.stringify(carrier)},"subUsers":[`);
  for (const [index, subUser] of subUsers.entries()) {
    const basis = basisOf(subUser);
    sum.update(`${index === 0 ? '' : ','}[${JSON.stringify(subUser.id)},${basis.join(',')}]`);
    yield [subUser, basis];
  }
  sum.update(']}');
}

function* rowsOf(
  inventory: Undigested,
  hasSettings: boolean,
  sum: Hash,
): Generator<[SubUserId, string], void, undefined> {
  const rowOf = rowDigester();
  for (const [subUser, basis] of basesOf(inventory, sum))
    yield [subUser.id, rowOf(hasSettings ? [...basis, settingsText(subUser)] : basis)];
}

/** What a plan keeps of an ordered inventory; `hasSettings` if the settings of the carrier move. */
export function readBasis(
  inventory: Undigested,
  hasSettings: boolean,
): { digest: string; rows: Record<SubUserId, string> } {
  const sum = createHash('sha256');
  const rows = Object.fromEntries(rowsOf(inventory, hasSettings, sum));
  return { digest: sum.digest('hex'), rows };
}

/** Orders an inventory; its digest, if it has one, does not change. */
export function inOrder<T extends Undigested>(inventory: T): T {
  const subUsers = inventory.subUsers.toSorted((a, b) => compareIds(a.id, b.id));
  return { ...inventory, grants: inventory.grants.toSorted(), subUsers };
}

/** Orders an inventory and digests it. */
export function orderInventory(inventory: Undigested): Inventory {
  const ordered = inOrder(inventory);
  const sum = createHash('sha256');
  for (const _basis of basesOf(ordered, sum)) continue;
  return { ...ordered, digest: sum.digest('hex') };
}
