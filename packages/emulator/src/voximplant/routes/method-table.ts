import type { OperationName } from '../../server/carrier-script.ts';
import type { Parameters } from '../wire/parameters.ts';
import { createKey, deleteKey, getKeys, updateKey } from './key-methods.ts';
import { getKeyRoles, removeKeyRoles, setKeyRoles } from './key-role-methods.ts';
import type { Method } from './method.ts';
import { getRoleGroups, getRoles } from './role-methods.ts';
import { addSubUser, delSubUser, getSubUsers, setSubUserInfo } from './sub-user-methods.ts';
import { getSubUserRoles, removeSubUserRoles, setSubUserRoles } from './sub-user-role-methods.ts';

/** One documented method, or one of the shared operations that it serves. */
export interface MethodRow extends OperationName {
  readonly run: Method;
  /** Whether the row is for a call with these parameters. Of the rows of a method the first that fits is taken. */
  readonly fits: (parameters: Parameters) => boolean;
  /** Whether the method's page says "Allowed roles: Owner"; other pages name no role, so that any key may call those. */
  readonly isOwners: boolean;
}

type Traits = Partial<Pick<MethodRow, 'operation' | 'fits' | 'isOwners'>>;

function row(carrierOperation: string, run: Method, traits: Traits = {}): MethodRow {
  return { operation: carrierOperation, carrierOperation, run, fits: () => true, isOwners: false, ...traits };
}

/** The Role System's sixteen methods. Their names are case-sensitive (voximplant.md, Calling). */
export const methods: readonly MethodRow[] = [
  row('AddSubUser', addSubUser, { operation: 'create', isOwners: true }),
  row('GetSubUsers', getSubUsers, {
    operation: 'get',
    fits: (given) => Boolean(given.get('subuser_id')),
    isOwners: true,
  }),
  row('GetSubUsers', getSubUsers, { operation: 'list', isOwners: true }),
  row('SetSubUserInfo', setSubUserInfo, {
    operation: 'changePassword',
    fits: (given) => given.has('new_subuser_password'),
  }),
  row('SetSubUserInfo', setSubUserInfo, { operation: 'update' }),
  row('DelSubUser', delSubUser, { operation: 'delete', isOwners: true }),
  row('SetSubUserRoles', setSubUserRoles, { operation: 'update', isOwners: true }),
  row('GetSubUserRoles', getSubUserRoles, { operation: 'get', isOwners: true }),
  row('RemoveSubUserRoles', removeSubUserRoles, { operation: 'update', isOwners: true }),
  row('GetRoles', getRoles, { operation: 'grants' }),
  row('GetRoleGroups', getRoleGroups),
  row('CreateKey', createKey),
  row('GetKeys', getKeys),
  row('UpdateKey', updateKey),
  row('DeleteKey', deleteKey),
  row('SetKeyRoles', setKeyRoles),
  row('GetKeyRoles', getKeyRoles),
  row('RemoveKeyRoles', removeKeyRoles),
];

export function findMethod(command: string | undefined, parameters: Parameters): MethodRow | undefined {
  return methods.find(({ carrierOperation, fits }) => carrierOperation === command && fits(parameters));
}
