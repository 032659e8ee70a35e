import { createKey, deleteKey, getKeys, updateKey } from './key-methods.ts';
import { getKeyRoles, removeKeyRoles, setKeyRoles } from './key-role-methods.ts';
import type { Method } from './method.ts';
import { getRoleGroups, getRoles } from './role-methods.ts';
import { addSubUser, delSubUser, getSubUsers, setSubUserInfo } from './sub-user-methods.ts';
import { getSubUserRoles, removeSubUserRoles, setSubUserRoles } from './sub-user-role-methods.ts';

/** The Role System's sixteen methods. Their names are case-sensitive (voximplant.md, Calling). */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['CreateKey', createKey],
  ['GetKeys', getKeys],
  ['UpdateKey', updateKey],
  ['DeleteKey', deleteKey],
  ['SetKeyRoles', setKeyRoles],
  ['GetKeyRoles', getKeyRoles],
  ['RemoveKeyRoles', removeKeyRoles],
  ['AddSubUser', addSubUser],
  ['GetSubUsers', getSubUsers],
  ['SetSubUserInfo', setSubUserInfo],
  ['DelSubUser', delSubUser],
  ['SetSubUserRoles', setSubUserRoles],
  ['GetSubUserRoles', getSubUserRoles],
  ['RemoveSubUserRoles', removeSubUserRoles],
  ['GetRoles', getRoles],
  ['GetRoleGroups', getRoleGroups],
]);

/** The methods whose pages say "Allowed roles: Owner"; the other pages name no role, so that any key may call those. */
export const OWNER_METHODS: ReadonlySet<string> = new Set([
  'AddSubUser',
  'GetSubUsers',
  'DelSubUser',
  'SetSubUserRoles',
  'GetSubUserRoles',
  'RemoveSubUserRoles',
]);
