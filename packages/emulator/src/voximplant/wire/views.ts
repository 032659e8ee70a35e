import { childrenOf, expandedRolesOf, type Role, rolesOf } from '../state/roles.ts';
import type { ServiceKey } from '../state/service-keys.ts';
import type { SubUser } from '../state/sub-users.ts';

/** A role in a reply. `expandedRoleView` adds the members that the documents call optional. */
export interface RoleView {
  readonly role_name: string;
  readonly role_id: number;
  readonly inherited: boolean;
  readonly parent_role_id: readonly number[];
  readonly child_ids?: readonly number[];
  readonly gui_only: boolean;
}

/**
 * As in the reference's example reply, `inherited` is true for a role with parents (Support, with 1 and 2) and false for one
 * without (Accountant), whether or not it was assigned directly.
 */
export function roleView(role: Role): RoleView {
  return {
    role_name: role.name,
    role_id: role.id,
    inherited: role.parents.length > 0,
    parent_role_id: role.parents,
    gui_only: role.guiOnly,
  };
}

export function expandedRoleView(role: Role): RoleView {
  return { ...roleView(role), child_ids: childrenOf(role).map((child) => child.id) };
}

/**
 * The roles that somebody holds. The documents say only that `with_expanded_roles` adds "additional properties"; from its name
 * we assume that it also lists the roles contained in those held.
 */
export function heldRolesView(roleIds: ReadonlySet<number>, expanded: boolean): readonly RoleView[] {
  return expanded ? expandedRolesOf(roleIds).map(expandedRoleView) : rolesOf(roleIds).map(roleView);
}

export interface SubUserView {
  readonly subuser_id: number;
  readonly subuser_name: string;
  readonly description?: string;
  readonly roles?: readonly RoleView[];
}

export function subUserView({ id, login, description, roleIds }: SubUser, withRoles: boolean): SubUserView {
  return {
    subuser_id: id,
    subuser_name: login,
    ...(description !== undefined && { description }),
    ...(withRoles && { roles: rolesOf(roleIds).map(roleView) }),
  };
}

export interface KeyView {
  readonly key_id: string;
  readonly key_name: string;
  readonly description: string;
  readonly roles?: readonly RoleView[];
  /** An array despite its name, as in the reference. */
  readonly subuser?: readonly SubUserView[];
}

export function keyView({ id, name, description, roleIds }: ServiceKey, withRoles: boolean, owner?: SubUser): KeyView {
  return {
    key_id: id,
    key_name: name,
    description,
    ...(withRoles && { roles: rolesOf(roleIds).map(roleView) }),
    ...(owner !== undefined && { subuser: [subUserView(owner, false)] }),
  };
}
