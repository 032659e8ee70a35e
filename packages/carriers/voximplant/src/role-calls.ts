import type { CallOptions } from '@subuser/core';
import { text } from './parameters.ts';
import type { SendCommand } from './send-command.ts';
import { replies, type RoleGroupView, type RoleView } from './voximplant-api.ts';

export interface RoleCalls {
  /** The roles that there are: no document lists them with their ids. */
  getRoles(parameters?: { group_name?: string | undefined }, call?: CallOptions): Promise<RoleView[]>;
  getRoleGroups(call?: CallOptions): Promise<RoleGroupView[]>;
}

/** The vocabulary of the role system. */
export function createRoleCalls(send: SendCommand): RoleCalls {
  return {
    getRoles: (p = {}, call) =>
      send(
        { method: 'GetRoles', effect: 'read', parameters: [text('group_name', p.group_name)], reply: replies.roles },
        call,
      ),
    getRoleGroups: (call) =>
      send({ method: 'GetRoleGroups', effect: 'read', parameters: [], reply: replies.roleGroups }, call),
  };
}
