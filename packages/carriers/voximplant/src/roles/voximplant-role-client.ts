import type { CallOptions } from '@subuser/core';
import { text } from '../parameters.ts';
import { replies, type RoleGroupView, type RoleView } from '../voximplant-api.ts';
import type { SendVoximplantCall } from '../voximplant-send.ts';

/** The vocabulary of the role system. */
export interface VoximplantRoleClient {
  /** All roles: no document lists them with their ids. */
  getRoles(parameters?: { group_name?: string | undefined }, call?: CallOptions): Promise<RoleView[]>;
  getRoleGroups(call?: CallOptions): Promise<RoleGroupView[]>;
}

export function createRoleClient(send: SendVoximplantCall): VoximplantRoleClient {
  return {
    getRoles: (p = {}, call) =>
      send(
        {
          operation: 'grants',
          carrierOperation: 'GetRoles',
          effect: 'read',
          parameters: [text('group_name', p.group_name)],
          reply: replies.roles,
        },
        call,
      ),
    getRoleGroups: (call) =>
      send({ operation: 'GetRoleGroups', effect: 'read', parameters: [], reply: replies.roleGroups }, call),
  };
}
