import { Refusal } from '../refusal.ts';
import { type Role, roleById, roleByName } from '../state/roles.ts';
import { list } from './argument.ts';
import type { Parameters } from './parameters.ts';

/**
 * The roles in `role_id` or `role_name`; none if both are absent. Refuses both at once (449), an unknown id (440) and an
 * unknown name (441); names must match exactly.
 */
export function rolesGiven(parameters: Parameters): readonly Role[] {
  const ids = list(parameters, 'role_id');
  const names = list(parameters, 'role_name');
  if (ids !== undefined && names !== undefined) throw new Refusal(449);
  if (ids !== undefined) return ids.map((id) => found(roleWithDecimalId(id), 440, 'role_id'));
  return (names ?? []).map((name) => found(roleByName(name), 441, 'role_name'));
}

/** Like `rolesGiven`, but refuses a call without roles (134). */
export function rolesRequired(parameters: Parameters): readonly Role[] {
  const roles = rolesGiven(parameters);
  if (roles.length === 0) throw new Refusal(134, 'role_id');
  return roles;
}

function roleWithDecimalId(id: string): Role | undefined {
  return /^\d{1,9}$/.test(id) ? roleById(Number(id)) : undefined;
}

function found(role: Role | undefined, code: number, field: string): Role {
  if (role === undefined) throw new Refusal(code, field);
  return role;
}
