import { roleGroups, allRoles } from '../state/roles.ts';
import { expandedRoleView } from '../wire/views.ts';
import type { Invocation, ResultBody } from './operation.ts';

/** Every role, or those of one group. A group that does not exist has no roles; that this is no error is assumed. */
export function getRoles({ parameters }: Invocation): ResultBody {
  const group = parameters.get('group_name') ?? '';
  const roles = group === '' ? allRoles : allRoles.filter((role) => role.group === group);
  return { result: roles.map(expandedRoleView) };
}

export function getRoleGroups(): ResultBody {
  return { result: roleGroups };
}
