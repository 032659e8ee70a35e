import { createHash, hash, type Hash } from 'node:crypto';
import type { SubUserId } from '@subuser/core';
import { compareIds } from './id-order.ts';
import type { Inventory, InventoryRow } from './inventory.ts';

/** What a plan rests on. Times are not among it: a sub-user that is merely used does not change the plan. */
export const basisFields = ['name', 'status', 'email', 'phone', 'description', 'grants', 'reference'] as const;

/** Hexadecimal characters for each field in a row: enough to notice a change, too few to bloat the plan. */
export const fieldDigestLength = 8;

type Unread = Omit<Inventory, 'digest'>;

/** Each basis field as canonical JSON. */
function basisOf(subUser: InventoryRow): string[] {
  return basisFields.map((field) => {
    const value = field === 'grants' ? subUser.grants?.toSorted() : subUser[field];
    return value === undefined || value === null ? 'null' : JSON.stringify(value);
  });
}

/** Statuses, grants and empty fields are the same in most rows: so many texts are digested once. */
const remembered = 1000;

/** What makes of a basis the digests of its fields, one behind the other in their order. */
function rowDigester(): (basis: readonly string[]) => string {
  const known = new Map<string, string>();
  const digest = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = hash('sha256', text).slice(0, fieldDigestLength);
    if (known.size < remembered) known.set(text, made);
    return made;
  };
  return (basis) => basis.map(digest).join('');
}

/** What compares the rows of a plan with sub-users as they are now. */
export function rowReader(): (subUser: InventoryRow) => string {
  const rowOf = rowDigester();
  return (subUser) => rowOf(basisOf(subUser));
}

/**
 * Each id with its basis. Meanwhile `sum` gets the canonical JSON of `{ carrier, subUsers: [[id, …basis], …] }`, row by
 * row, since that of a large account is longer than any text can be.
 */
function* basesOf({ carrier, subUsers }: Unread, sum: Hash): Generator<[SubUserId, string[]], void, undefined> {
  sum.update(`{"carrier":${JSON.stringify(carrier)},"subUsers":[`);
  for (const [index, subUser] of subUsers.entries()) {
    const basis = basisOf(subUser);
    sum.update(`${index === 0 ? '' : ','}[${JSON.stringify(subUser.id)},${basis.join(',')}]`);
    yield [subUser.id, basis];
  }
  sum.update(']}');
}

function* rowsOf(inventory: Unread, sum: Hash): Generator<[SubUserId, string], void, undefined> {
  const rowOf = rowDigester();
  for (const [id, basis] of basesOf(inventory, sum)) yield [id, rowOf(basis)];
}

/** What a plan keeps of an inventory that is in order. */
export function readBasis(inventory: Unread): { digest: string; rows: Record<SubUserId, string> } {
  const sum = createHash('sha256');
  const rows = Object.fromEntries(rowsOf(inventory, sum));
  return { digest: sum.digest('hex'), rows };
}

/** Puts an inventory in order; its digest, if it has one, stays as it is. */
export function inOrder<T extends Unread>(inventory: T): T {
  const subUsers = inventory.subUsers.toSorted((a, b) => compareIds(a.id, b.id));
  return { ...inventory, grants: inventory.grants.toSorted(), subUsers };
}

/** Puts an inventory in order and digests it. */
export function orderInventory(inventory: Unread): Inventory {
  const ordered = inOrder(inventory);
  const sum = createHash('sha256');
  for (const _basis of basesOf(ordered, sum)) continue;
  return { ...ordered, digest: sum.digest('hex') };
}
