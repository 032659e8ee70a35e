import { type Check, checkTable, isInteger, isText, listOf, mayBe, mayBeText, optional } from '@subuser/http';
import type { roleViewSchema, Rows, subUserRowsSchema, SubUserView, subUserViewSchema } from './voximplant-api.ts';

// The replies as the documents have them, read without their schemas: the rows are the body's own. What this returns
// `undefined` for, the schemas read.

const isId = isInteger(1);
const isFlag: Check = (value) => typeof value === 'boolean' || value === undefined;
const areIds = optional(listOf(isId));

const isRole = checkTable({
  role_name: isText,
  role_id: isId,
  gui_only: isFlag,
  inherited: isFlag,
  child_ids: areIds,
  parent_role_id: areIds,
} satisfies Record<keyof typeof roleViewSchema.shape, Check>);

const isSubUser = checkTable({
  subuser_id: isId,
  subuser_name: isText,
  description: mayBeText,
  roles: mayBe(listOf(isRole)),
} satisfies Record<keyof typeof subUserViewSchema.shape, Check>);

const areRows = checkTable({
  result: listOf(isSubUser),
  total_count: optional(isInteger(0)),
} satisfies Record<keyof typeof subUserRowsSchema.shape, Check>);

export function fastSubUsers(body: unknown): Rows<SubUserView> | undefined {
  if (!areRows(body)) return undefined;
  const { result, total_count } = body as Rows<SubUserView>;
  return total_count === undefined ? { result } : { result, total_count };
}
