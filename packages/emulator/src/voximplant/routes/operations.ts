import type { OperationName } from '../../server/carrier-script.ts';
import type { Parameters } from '../wire/parameters.ts';
import { createKey, deleteKey, getKeys, updateKey } from './key-operations.ts';
import { getKeyRoles, removeKeyRoles, setKeyRoles } from './key-role-operations.ts';
import type { Operation } from './operation.ts';
import { getRoleGroups, getRoles } from './role-operations.ts';
import { addSubUser, delSubUser, getSubUsers, setSubUserInfo } from './sub-user-operations.ts';
import { getSubUserRoles, removeSubUserRoles, setSubUserRoles } from './sub-user-role-operations.ts';

/** A documented method, or one of the shared operations that it serves. */
export interface Command extends OperationName {
  readonly run: Operation;
  /** Whether the method's page says "Allowed roles: Owner". Other pages name no role, so any key may call those methods. */
  readonly isOwners: boolean;
  /** Whether a call of the method with these parameters is this operation. */
  readonly fits: (parameters: Parameters) => boolean;
}

/** `operation` is the shared word, if there is one. */
function command(
  carrierOperation: string,
  run: Operation,
  { operation = carrierOperation, isOwners = false, fits = () => true }: Partial<Command> = {},
): Command {
  return { operation, carrierOperation, run, isOwners, fits };
}

/** The Role System's sixteen methods. Their names are case-sensitive (voximplant.md, Calling). */
export const operations: readonly Command[] = [
  command('AddSubUser', addSubUser, { operation: 'create', isOwners: true }),
  command('GetSubUsers', getSubUsers, {
    operation: 'get',
    fits: (given) => Boolean(given.get('subuser_id')),
    isOwners: true,
  }),
  command('GetSubUsers', getSubUsers, { operation: 'list', isOwners: true }),
  command('SetSubUserInfo', setSubUserInfo, {
    operation: 'changePassword',
    fits: (given) => given.has('new_subuser_password'),
  }),
  command('SetSubUserInfo', setSubUserInfo, { operation: 'update' }),
  command('DelSubUser', delSubUser, { operation: 'delete', isOwners: true }),
  command('SetSubUserRoles', setSubUserRoles, { operation: 'update', isOwners: true }),
  command('GetSubUserRoles', getSubUserRoles, { operation: 'get', isOwners: true }),
  command('RemoveSubUserRoles', removeSubUserRoles, { operation: 'update', isOwners: true }),
  command('GetRoles', getRoles, { operation: 'grants' }),
  command('GetRoleGroups', getRoleGroups),
  command('CreateKey', createKey),
  command('GetKeys', getKeys),
  command('UpdateKey', updateKey),
  command('DeleteKey', deleteKey),
  command('SetKeyRoles', setKeyRoles),
  command('GetKeyRoles', getKeyRoles),
  command('RemoveKeyRoles', removeKeyRoles),
];

/** The first operation of this name that fits the parameters. */
export function findCommand(name: string | undefined, parameters: Parameters): Command | undefined {
  return operations.find(({ carrierOperation, fits }) => carrierOperation === name && fits(parameters));
}
