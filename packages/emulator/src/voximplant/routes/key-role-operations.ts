import { Refusal } from '../refusal.ts';
import type { Role } from '../state/roles.ts';
import type { SubUser } from '../state/sub-users.ts';
import { filled, flag } from '../wire/argument.ts';
import { rolesRequired } from '../wire/role-argument.ts';
import { heldRolesView } from '../wire/views.ts';
import { done, type Invocation, type ResultBody } from './operation.ts';

/**
 * The ids of roles that a key may hold. Refuses a role for the control panel only and, for a sub-user's key, a role that its
 * sub-user does not hold (435). The documents give the code without a rule; these two follow from `gui_only` and from 439.
 */
export function grantableRoleIds(roles: readonly Role[], owner?: SubUser): readonly number[] {
  const refused = roles.some((role) => role.guiOnly || (owner !== undefined && !owner.roleIds.has(role.id)));
  if (refused) throw new Refusal(435);
  return roles.map((role) => role.id);
}

/** Adds roles; we assume that, like SetSubUserRoles, it replaces none. */
export function setKeyRoles({ account, parameters }: Invocation): ResultBody {
  const key = account.keys.byId(filled(parameters, 'key_id'));
  const owner = key.subUserId === undefined ? undefined : account.subUsers.byId(key.subUserId);
  for (const id of grantableRoleIds(rolesRequired(parameters), owner)) key.roleIds.add(id);
  return done;
}

export function getKeyRoles({ account, parameters }: Invocation): ResultBody {
  const key = account.keys.byId(filled(parameters, 'key_id'));
  return { result: heldRolesView(key.roleIds, flag(parameters, 'with_expanded_roles')) };
}

/** Ignores a role that the key does not hold; we assume that this is no error. */
export function removeKeyRoles({ account, parameters }: Invocation): ResultBody {
  const key = account.keys.byId(filled(parameters, 'key_id'));
  for (const role of rolesRequired(parameters)) key.roleIds.delete(role.id);
  return done;
}
