import type { SubUser } from '@subuser/core';

/** What a table can show of a sub-user, and what a list is filtered and sorted by. */
export const subUserFields = [
  'id',
  'name',
  'status',
  'email',
  'phone',
  'description',
  'grants',
  'reference',
  'createdAt',
  'updatedAt',
  'lastUsedAt',
] as const satisfies readonly (keyof SubUser)[];

export type SubUserField = (typeof subUserFields)[number];

/** The text of a field; empty if the sub-user has none. */
export function fieldText(subUser: SubUser, field: SubUserField): string {
  const value = subUser[field];
  if (value instanceof Date) return value.toISOString();
  if (field === 'grants' && value === null) return '(inherits)';
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}
