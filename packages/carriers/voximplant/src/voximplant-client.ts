import type { CallOptions } from '@subuser/core';
import type { Http } from '@subuser/http';
import * as z from 'zod';
import type { DecimalId } from './decimal-id.ts';
import { fastSubUsers } from './fast-replies.ts';
import { count, flag, id, ids, required, secret, text, words } from './parameters.ts';
import { type RoleSelection, selected } from './roles/role-selection.ts';
import { replies, type RoleView, type Rows, subUserRowsSchema, type SubUserView } from './voximplant-api.ts';
import { createKeyClient, type VoximplantKeyClient } from './voximplant-key-client.ts';
import type { AddSubUserParameters, GetSubUsersParameters, SetSubUserInfoParameters } from './voximplant-request.ts';
import { createRoleClient, type VoximplantRoleClient } from './roles/voximplant-role-client.ts';
import { createVoximplantSend, type VoximplantAccount } from './voximplant-send.ts';

/**
 * Voximplant itself: one method a documented call of the role system, in Voximplant's own words. Every method rejects
 * with `SubUserError` only, a refusal in a 200 included; invalid parameters are refused before anything is sent.
 */
export interface VoximplantClient extends VoximplantKeyClient, VoximplantRoleClient {
  /** Returns only the id, not the login as it was stored (seed 004). Role: Owner. */
  addSubUser(parameters: AddSubUserParameters, call?: CallOptions): Promise<{ subuser_id: number }>;
  /** Role: Owner. */
  getSubUsers(parameters?: GetSubUsersParameters, call?: CallOptions): Promise<Rows<SubUserView>>;
  setSubUserInfo(parameters: SetSubUserInfoParameters, call?: CallOptions): Promise<void>;
  /** Role: Owner. */
  delSubUser(parameters: { subuser_id: DecimalId }, call?: CallOptions): Promise<void>;
  /** Adds roles, despite its name; it removes none. Role: Owner. */
  setSubUserRoles(parameters: { subuser_id: DecimalId } & RoleSelection, call?: CallOptions): Promise<void>;
  /** Role: Owner. */
  getSubUserRoles(
    parameters: { subuser_id: DecimalId; with_expanded_roles?: boolean | undefined },
    call?: CallOptions,
  ): Promise<RoleView[]>;
  /** `force` also removes the roles from the subuser's keys, which otherwise refuse the call (439). Role: Owner. */
  removeSubUserRoles(
    parameters: { subuser_id: DecimalId; force?: boolean | undefined } & RoleSelection,
    call?: CallOptions,
  ): Promise<void>;
  close(): Promise<void>;
}

const subUserRows = z.withParser(subUserRowsSchema, (body) => fastSubUsers(body) ?? z.INVALID);

function textOf(subUserId: DecimalId | undefined): string | undefined {
  return subUserId === undefined ? undefined : String(subUserId);
}

export function createClient(http: Http, account: VoximplantAccount): VoximplantClient {
  const send = createVoximplantSend(http, account);
  return {
    addSubUser: (p, call) =>
      send(
        {
          operation: 'create',
          carrierOperation: 'AddSubUser',
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
          operation: p.subuser_id === undefined ? 'list' : 'get',
          carrierOperation: 'GetSubUsers',
          effect: 'read',
          subject: textOf(p.subuser_id),
          parameters: [
            id('subuser_id', p.subuser_id),
            flag('with_roles', p.with_roles),
            count('offset', p.offset),
            count('count', p.count),
          ],
          reply: subUserRows,
        },
        call,
      ),
    setSubUserInfo: (p, call) =>
      send(
        {
          operation: p.new_subuser_password === undefined ? 'update' : 'changePassword',
          carrierOperation: 'SetSubUserInfo',
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
          operation: 'delete',
          carrierOperation: 'DelSubUser',
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
          operation: 'update',
          carrierOperation: 'SetSubUserRoles',
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
          operation: 'get',
          carrierOperation: 'GetSubUserRoles',
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
          operation: 'update',
          carrierOperation: 'RemoveSubUserRoles',
          effect: 'write',
          subject: textOf(p.subuser_id),
          parameters: [required(id('subuser_id', p.subuser_id)), ...selected(p), flag('force', p.force)],
          reply: replies.done,
        },
        call,
      ),
    ...createKeyClient(send),
    ...createRoleClient(send),
    close: () => http.close(),
  };
}
