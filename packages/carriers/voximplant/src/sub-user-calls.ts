import type { CallOptions, Secret } from '@subuser/core';
import type { DecimalId } from './decimal-id.ts';
import { count, flag, id, ids, required, secret, text, words } from './parameters.ts';
import { type RoleSelection, selected } from './role-selection.ts';
import type { SendCommand } from './send-command.ts';
import { replies, type RoleView, type Rows, type SubUserView } from './voximplant-api.ts';

export interface AddSubUserParameters {
  /** The login: unique in the account, always converted to lower case. */
  new_subuser_name: string;
  new_subuser_password: string | Secret;
  role_id?: readonly DecimalId[] | undefined;
  role_name?: readonly string[] | undefined;
  description?: string | undefined;
}

export interface GetSubUsersParameters {
  subuser_id?: DecimalId | undefined;
  with_roles?: boolean | undefined;
  /** How many rows to skip. */
  offset?: number | undefined;
  /** How many rows at most; the default and the maximum are unstated. */
  count?: number | undefined;
}

export interface SetSubUserInfoParameters {
  subuser_id: DecimalId;
  /** Required with a new one (448). */
  old_subuser_password?: string | Secret | undefined;
  new_subuser_password?: string | Secret | undefined;
  description?: string | undefined;
}

export interface SubUserCalls {
  /** Answers the id alone, not the login as it was stored (seed 004). Role: Owner. */
  addSubUser(parameters: AddSubUserParameters, call?: CallOptions): Promise<{ subuser_id: number }>;
  /** Role: Owner. */
  getSubUsers(parameters?: GetSubUsersParameters, call?: CallOptions): Promise<Rows<SubUserView>>;
  setSubUserInfo(parameters: SetSubUserInfoParameters, call?: CallOptions): Promise<void>;
  /** Role: Owner. */
  delSubUser(parameters: { subuser_id: DecimalId }, call?: CallOptions): Promise<void>;
  /** Adds roles, in spite of its name; it takes none away. Role: Owner. */
  setSubUserRoles(parameters: { subuser_id: DecimalId } & RoleSelection, call?: CallOptions): Promise<void>;
  /** Role: Owner. */
  getSubUserRoles(
    parameters: { subuser_id: DecimalId; with_expanded_roles?: boolean | undefined },
    call?: CallOptions,
  ): Promise<RoleView[]>;
  /** `force` takes the roles off the subuser's keys as well, which else refuses the call (439). Role: Owner. */
  removeSubUserRoles(
    parameters: { subuser_id: DecimalId; force?: boolean | undefined } & RoleSelection,
    call?: CallOptions,
  ): Promise<void>;
}

/** The subusers of the role system: seed 004 and the pages beside it. */
export function createSubUserCalls(send: SendCommand): SubUserCalls {
  return {
    addSubUser: (p, call) =>
      send(
        {
          method: 'AddSubUser',
          effect: 'write',
          subject: p.new_subuser_name,
          parameters: [
            required(text('new_subuser_name', p.new_subuser_name)),
            required(secret('new_subuser_password', p.new_subuser_password)),
            ids('role_id', p.role_id),
            words('role_name', p.role_name),
            text('description', p.description, 'allowed'),
          ],
          reply: replies.addSubUser,
        },
        call,
      ),
    getSubUsers: (p = {}, call) =>
      send(
        {
          method: 'GetSubUsers',
          effect: 'read',
          subject: textOf(p.subuser_id),
          parameters: [
            id('subuser_id', p.subuser_id),
            flag('with_roles', p.with_roles),
            count('offset', p.offset),
            count('count', p.count),
          ],
          reply: replies.subUsers,
        },
        call,
      ),
    setSubUserInfo: (p, call) =>
      send(
        {
          method: 'SetSubUserInfo',
          effect: 'write',
          subject: textOf(p.subuser_id),
          parameters: [
            required(id('subuser_id', p.subuser_id)),
            secret('old_subuser_password', p.old_subuser_password),
            secret('new_subuser_password', p.new_subuser_password),
            text('description', p.description, 'allowed'),
          ],
          reply: replies.done,
        },
        call,
      ),
    delSubUser: (p, call) =>
      send(
        {
          method: 'DelSubUser',
          effect: 'write',
          subject: textOf(p.subuser_id),
          parameters: [required(id('subuser_id', p.subuser_id))],
          reply: replies.done,
        },
        call,
      ),
    setSubUserRoles: (p, call) =>
      send(
        {
          method: 'SetSubUserRoles',
          effect: 'write',
          subject: textOf(p.subuser_id),
          parameters: [required(id('subuser_id', p.subuser_id)), ...selected(p)],
          reply: replies.done,
        },
        call,
      ),
    getSubUserRoles: (p, call) =>
      send(
        {
          method: 'GetSubUserRoles',
          effect: 'read',
          subject: textOf(p.subuser_id),
          parameters: [required(id('subuser_id', p.subuser_id)), flag('with_expanded_roles', p.with_expanded_roles)],
          reply: replies.roles,
        },
        call,
      ),
    removeSubUserRoles: (p, call) =>
      send(
        {
          method: 'RemoveSubUserRoles',
          effect: 'write',
          subject: textOf(p.subuser_id),
          parameters: [required(id('subuser_id', p.subuser_id)), ...selected(p), flag('force', p.force)],
          reply: replies.done,
        },
        call,
      ),
  };
}

function textOf(subUserId: DecimalId | undefined): string | undefined {
  return subUserId === undefined ? undefined : String(subUserId);
}
