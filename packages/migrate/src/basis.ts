import type { SubUserId } from '@subuser/core';
import { digestOf } from './canonical-json.ts';
import { compareIds } from './id-order.ts';
import type { Inventory, Listed } from './inventory.ts';

/** What a plan rests on. Times are not among it: a sub-user that is merely used does not change the plan. */
export const basisFields = ['name', 'status', 'email', 'phone', 'description', 'grants', 'reference'] as const;

/** Hexadecimal characters for each field in a row: enough to notice a change, too few to bloat the plan. */
export const fieldDigestLength = 8;

function basisOf(subUser: Listed): unknown[] {
  return basisFields.map((field) =>
    field === 'grants' ? (subUser.grants?.toSorted() ?? null) : (subUser[field] ?? null),
  );
}

/** The digests of the basis fields, one behind the other in their order. */
export function rowOf(subUser: Listed): string {
  return basisOf(subUser)
    .map((value) => digestOf(value).slice(0, fieldDigestLength))
    .join('');
}

export function rowsOf(inventory: Inventory): Record<SubUserId, string> {
  return Object.fromEntries(inventory.subUsers.map((subUser) => [subUser.id, rowOf(subUser)]));
}

/** Puts an inventory in order and digests it. */
export function orderInventory(inventory: Omit<Inventory, 'digest'>): Inventory {
  const subUsers = inventory.subUsers.toSorted((a, b) => compareIds(a.id, b.id));
  const digest = digestOf({
    carrier: inventory.carrier,
    subUsers: subUsers.map((each) => [each.id, ...basisOf(each)]),
  });
  return { ...inventory, grants: inventory.grants.toSorted(), subUsers, digest };
}
