import { Refusal } from '../refusal.ts';
import { flag, requiredInteger } from '../wire/argument.ts';
import { rolesRequired } from '../wire/role-argument.ts';
import { heldRolesView } from '../wire/views.ts';
import { done, type Invocation, type ResultBody } from './operation.ts';

/** Adds roles; despite its name it replaces none (voximplant.md [D]). */
export function setSubUserRoles({ account, parameters }: Invocation): ResultBody {
  const subUser = account.subUsers.byId(requiredInteger(parameters, 'subuser_id'));
  for (const role of rolesRequired(parameters)) subUser.roleIds.add(role.id);
  return done;
}

export function getSubUserRoles({ account, parameters }: Invocation): ResultBody {
  const subUser = account.subUsers.byId(requiredInteger(parameters, 'subuser_id'));
  return { result: heldRolesView(subUser.roleIds, flag(parameters, 'with_expanded_roles')) };
}

/**
 * Refuses to remove a role that one of the sub-user's keys holds (439), unless `force`, which removes it from those keys too.
 * Ignores a role that the sub-user does not hold; we assume that this is no error.
 */
export function removeSubUserRoles({ account, parameters }: Invocation): ResultBody {
  const subUser = account.subUsers.byId(requiredInteger(parameters, 'subuser_id'));
  const roles = rolesRequired(parameters);
  const force = flag(parameters, 'force');
  const keys = account.keys.ofSubUser(subUser.id);
  if (!force && roles.some((role) => keys.some((key) => key.roleIds.has(role.id)))) throw new Refusal(439);
  for (const { roleIds } of [subUser, ...keys]) for (const role of roles) roleIds.delete(role.id);
  return done;
}
