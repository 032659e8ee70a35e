import { checkTable, isInteger, isListOf, isMissing, mayBeText } from '@subuser/http';
import type { roleViewSchema, Rows, subUserRowsSchema, SubUserView, subUserViewSchema } from './voximplant-api.ts';

// Reads replies as the documents have them without their schemas: the rows are the body's own. Returns `undefined` for
// anything unusual; the caller falls back to the schema.

function isId(value: unknown): boolean {
  return isInteger(value, 1);
}

function mayBeIds(value: unknown): boolean {
  return value === undefined || isListOf(isId, value);
}

/** Null is odd here, and the schema reads it as absent. */
function isFlag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

const isRole = checkTable<typeof roleViewSchema.shape>({
  role_name: (role) => typeof role.role_name === 'string',
  role_id: (role) => isId(role.role_id),
  gui_only: (role) => isFlag(role.gui_only),
  inherited: (role) => isFlag(role.inherited),
  child_ids: (role) => mayBeIds(role.child_ids),
  parent_role_id: (role) => mayBeIds(role.parent_role_id),
});

const isSubUser = checkTable<typeof subUserViewSchema.shape>({
  subuser_id: (row) => isId(row.subuser_id),
  subuser_name: (row) => typeof row.subuser_name === 'string',
  description: (row) => mayBeText(row.description),
  roles: (row) => isMissing(row.roles) || isListOf(isRole, row.roles),
});

const areRows = checkTable<typeof subUserRowsSchema.shape>({
  result: (body) => isListOf(isSubUser, body.result),
  total_count: (body) => body.total_count === undefined || isInteger(body.total_count, 0),
});

export function fastSubUsers(body: unknown): Rows<SubUserView> | undefined {
  if (!areRows(body)) return undefined;
  const { result, total_count } = body as Rows<SubUserView>;
  return total_count === undefined ? { result } : { result, total_count };
}
