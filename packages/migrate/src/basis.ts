import { createHash, hash } from 'node:crypto';
import type { SubUserId } from '@subuser/core';
import { compareIds } from './id-order.ts';
import type { Inventory, Listed } from './inventory.ts';

/** What a plan rests on. Times are not among it: a sub-user that is merely used does not change the plan. */
export const basisFields = ['name', 'status', 'email', 'phone', 'description', 'grants', 'reference'] as const;

/** Hexadecimal characters for each field in a row: enough to notice a change, too few to bloat the plan. */
export const fieldDigestLength = 8;

/** Each basis field as canonical JSON. */
function basisOf(subUser: Listed): string[] {
  return basisFields.map((field) =>
    JSON.stringify(field === 'grants' ? (subUser.grants?.toSorted() ?? null) : (subUser[field] ?? null)),
  );
}

/** Statuses, grants and empty fields are the same in most rows: so many texts are digested once. */
const remembered = 1000;

/** What makes of a sub-user the digests of its basis fields, one behind the other in their order. */
export function rowDigester(): (subUser: Listed) => string {
  const known = new Map<string, string>();
  const digest = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = hash('sha256', text).slice(0, fieldDigestLength);
    if (known.size < remembered) known.set(text, made);
    return made;
  };
  return (subUser) => basisOf(subUser).map(digest).join('');
}

function* rowsIn({ subUsers }: Inventory): Generator<[SubUserId, string]> {
  const rowOf = rowDigester();
  for (const subUser of subUsers) yield [subUser.id, rowOf(subUser)];
}

export function rowsOf(inventory: Inventory): Record<SubUserId, string> {
  return Object.fromEntries(rowsIn(inventory));
}

/** The digest of `{ carrier, subUsers: [[id, …basis], …] }`, row by row: its text may be longer than any text can be. */
function inventoryDigest(carrier: string, subUsers: readonly Listed[]): string {
  const sum = createHash('sha256').update(`{"carrier":${JSON.stringify(carrier)},"subUsers":[`);
  for (const [index, subUser] of subUsers.entries())
    sum.update(`${index === 0 ? '' : ','}[${[JSON.stringify(subUser.id), ...basisOf(subUser)].join(',')}]`);
  return sum.update(']}').digest('hex');
}

/** Puts an inventory in order and digests it. */
export function orderInventory(inventory: Omit<Inventory, 'digest'>): Inventory {
  const subUsers = inventory.subUsers.toSorted((a, b) => compareIds(a.id, b.id));
  const digest = inventoryDigest(inventory.carrier, subUsers);
  return { ...inventory, grants: inventory.grants.toSorted(), subUsers, digest };
}
