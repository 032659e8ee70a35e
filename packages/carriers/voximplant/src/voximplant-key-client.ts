import type { CallOptions } from '@subuser/core';
import { count, flag, ids, keyId, required, text, words } from './parameters.ts';
import { rescueKey } from './rescue-key.ts';
import { type RoleSelection, selected } from './roles/role-selection.ts';
import { type CreatedKey, type KeyView, replies, type RoleView, type Rows } from './voximplant-api.ts';
import type { CreateKeyParameters, GetKeysParameters, UpdateKeyParameters } from './voximplant-request.ts';
import type { SendVoximplantCall } from './voximplant-send.ts';

/** The keys of service accounts. */
export interface VoximplantKeyClient {
  /** The only reply that ever shows the private key. */
  createKey(parameters?: CreateKeyParameters, call?: CallOptions): Promise<CreatedKey>;
  getKeys(parameters?: GetKeysParameters, call?: CallOptions): Promise<Rows<KeyView>>;
  updateKey(parameters: UpdateKeyParameters, call?: CallOptions): Promise<void>;
  deleteKey(parameters: { key_id: string }, call?: CallOptions): Promise<void>;
  setKeyRoles(parameters: { key_id: string } & RoleSelection, call?: CallOptions): Promise<void>;
  getKeyRoles(
    parameters: { key_id: string; with_expanded_roles?: boolean | undefined },
    call?: CallOptions,
  ): Promise<RoleView[]>;
  removeKeyRoles(parameters: { key_id: string } & RoleSelection, call?: CallOptions): Promise<void>;
}

export function createKeyClient(send: SendVoximplantCall): VoximplantKeyClient {
  return {
    createKey: (p = {}, call) =>
      send(
        {
          operation: 'CreateKey',
          effect: 'write',
          parameters: [
            text('description', p.description, 'allowed'),
            text('key_name', p.key_name),
            ids('role_id', p.role_id),
            words('role_name', p.role_name),
          ],
          reply: replies.createdKey,
          rescue: rescueKey,
        },
        call,
      ),
    getKeys: (p = {}, call) =>
      send(
        {
          operation: 'GetKeys',
          effect: 'read',
          subject: p.key_id,
          parameters: [
            keyId('key_id', p.key_id),
            flag('with_roles', p.with_roles),
            count('offset', p.offset),
            count('count', p.count),
          ],
          reply: replies.keys,
        },
        call,
      ),
    updateKey: (p, call) =>
      send(
        {
          operation: 'UpdateKey',
          effect: 'write',
          subject: p.key_id,
          parameters: [
            required(keyId('key_id', p.key_id)),
            text('description', p.description, 'allowed'),
            text('key_name', p.key_name),
          ],
          reply: replies.done,
        },
        call,
      ),
    deleteKey: (p, call) =>
      send(
        {
          operation: 'DeleteKey',
          effect: 'write',
          subject: p.key_id,
          parameters: [required(keyId('key_id', p.key_id))],
          reply: replies.done,
        },
        call,
      ),
    setKeyRoles: (p, call) =>
      send(
        {
          operation: 'SetKeyRoles',
          effect: 'write',
          subject: p.key_id,
          parameters: [required(keyId('key_id', p.key_id)), ...selected(p)],
          reply: replies.done,
        },
        call,
      ),
    getKeyRoles: (p, call) =>
      send(
        {
          operation: 'GetKeyRoles',
          effect: 'read',
          subject: p.key_id,
          parameters: [required(keyId('key_id', p.key_id)), flag('with_expanded_roles', p.with_expanded_roles)],
          reply: replies.roles,
        },
        call,
      ),
    removeKeyRoles: (p, call) =>
      send(
        {
          operation: 'RemoveKeyRoles',
          effect: 'write',
          subject: p.key_id,
          parameters: [required(keyId('key_id', p.key_id)), ...selected(p)],
          reply: replies.done,
        },
        call,
      ),
  };
}
