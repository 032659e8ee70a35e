import { roleGroups, allRoles } from '../state/roles.ts';
import { expandedRoleView } from '../wire/views.ts';
import type { Invocation, ResultBody } from './operation.ts';

/** Every role, or those of one group. An unknown group has no roles; we assume that this is no error. */
export function getRoles({ parameters }: Invocation): ResultBody {
  const group = parameters.get('group_name') ?? '';
  const roles = group === '' ? allRoles : allRoles.filter((role) => role.group === group);
  return { result: roles.map(expandedRoleView) };
}

export function getRoleGroups(): ResultBody {
  return { result: roleGroups };
}
