import type { roleViewSchema, Rows, SubUserView, subUserViewSchema } from './voximplant-api.ts';

type Fields<Shape> = { [field in keyof Shape]?: unknown };

function isObject(value: unknown): value is object {
  // The schema drops an own `__proto__`.
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}

function isId(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isFlag(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

function areIds(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isId));
}

function isUsualRole(value: unknown): boolean {
  if (!isObject(value)) return false;
  const role: Fields<typeof roleViewSchema.shape> = value;
  return (
    typeof role.role_name === 'string' &&
    isId(role.role_id) &&
    isFlag(role.gui_only) &&
    isFlag(role.inherited) &&
    areIds(role.child_ids) &&
    areIds(role.parent_role_id)
  );
}

function isUsual(value: unknown): value is SubUserView {
  if (!isObject(value)) return false;
  const { subuser_id: id, subuser_name: name, description, roles }: Fields<typeof subUserViewSchema.shape> = value;
  return (
    isId(id) &&
    typeof name === 'string' &&
    (typeof description === 'string' || description === undefined || description === null) &&
    (roles === undefined || roles === null || (Array.isArray(roles) && roles.every(isUsualRole)))
  );
}

/**
 * The rows of a list as the schema reads them, where it would change nothing in them: they are the body's own. `undefined`
 * where anything is unusual; then the schema has the word. Its work on every field of a million rows takes longer than to
 * read them.
 */
export function usualSubUsers(body: unknown): Rows<SubUserView> | undefined {
  if (!isObject(body)) return undefined;
  const { result, total_count: total }: Fields<Rows<unknown>> = body;
  if (!Array.isArray(result) || !result.every(isUsual)) return undefined;
  if (total === undefined) return { result };
  return Number.isSafeInteger(total) && Number(total) >= 0 ? { result, total_count: Number(total) } : undefined;
}
