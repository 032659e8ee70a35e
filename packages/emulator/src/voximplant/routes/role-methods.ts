import { ROLE_GROUPS, ROLES } from '../state/roles.ts';
import { expandedRoleView } from '../wire/views.ts';
import type { Invocation, MethodReply } from './method.ts';

/** Every role, or those of one group. A group that does not exist has no roles; that this is no error is assumed. */
export function getRoles({ parameters }: Invocation): MethodReply {
  const group = parameters.get('group_name') ?? '';
  const roles = group === '' ? ROLES : ROLES.filter((role) => role.group === group);
  return { result: roles.map(expandedRoleView) };
}

export function getRoleGroups(): MethodReply {
  return { result: ROLE_GROUPS };
}
