import { Refusal } from '../refusal.ts';
import type { Account } from '../state/account.ts';
import { issueKey, type VoximplantCredentials } from '../state/issue-key.ts';
import { newKeyPair } from '../state/key-pair.ts';
import { allRoles } from '../state/roles.ts';
import { filled, flag, given } from '../wire/argument.ts';
import { pageGiven } from '../wire/page-argument.ts';
import type { Parameters } from '../wire/parameters.ts';
import { rolesGiven } from '../wire/role-argument.ts';
import { keyView } from '../wire/views.ts';
import { grantableRoleIds } from './key-role-operations.ts';
import { done, type Invocation, type ResultBody, rowsReply } from './operation.ts';

const longestName = 50;

/** No document and no official client has a parameter that makes a key for a sub-user: see `createSubUserKey`. */
export async function createKey({ account, parameters, settings }: Invocation): Promise<ResultBody> {
  const name = keyName(parameters);
  const description = parameters.get('description');
  const roleIds = grantableRoleIds(rolesGiven(parameters));
  const id = settings.keyIds === 'hex' ? account.chance.bytes(16).toString('hex') : undefined;
  const pair = await newKeyPair(account.chance);
  // Checked after the wait, so that two concurrent calls cannot both take the last place.
  if (account.keys.size >= settings.keyLimit) throw new Refusal(437);
  const credentials = issueKey(account, pair, { id, name, description, roleIds });
  return { result: settings.createdKeyShape === 'array' ? [credentials] : credentials };
}

/** As the control panel makes a key for a sub-user; no documented method does. */
export async function createSubUserKey(
  account: Account,
  subUserId: number,
  roleIds: readonly number[],
): Promise<VoximplantCredentials> {
  const owner = account.subUsers.byId(subUserId);
  const roles = allRoles.filter((role) => roleIds.includes(role.id));
  const granted = grantableRoleIds(roles, owner);
  return issueKey(account, await newKeyPair(account.chance), { roleIds: granted, subUserId });
}

export function getKeys({ account, parameters, settings }: Invocation): ResultBody {
  const id = parameters.get('key_id') ?? '';
  const { offset, count } = pageGiven(parameters);
  const withRoles = flag(parameters, 'with_roles');
  const one = id === '' ? undefined : account.keys.byId(id);
  const keys = one === undefined ? account.keys.page(offset, count) : [one].slice(offset, offset + count);
  const views = keys.map((key) => {
    const owner = key.subUserId === undefined ? undefined : account.subUsers.byId(key.subUserId);
    return keyView(key, withRoles, owner);
  });
  return rowsReply(views, one === undefined ? account.keys.size : 1, settings);
}

/** The description is required but may be empty; the name is optional but must not be empty. */
export function updateKey({ account, parameters }: Invocation): ResultBody {
  const key = account.keys.byId(filled(parameters, 'key_id'));
  const description = given(parameters, 'description');
  key.name = keyName(parameters) ?? key.name;
  key.description = description;
  return done;
}

/** A key can delete itself; the account then refuses its tokens. */
export function deleteKey({ account, parameters }: Invocation): ResultBody {
  account.keys.remove(account.keys.byId(filled(parameters, 'key_id')));
  return done;
}

/** The reference says "Up to 50 characters. Cannot be empty"; we assume the codes (485, 477). */
function keyName(parameters: Parameters): string | undefined {
  const name = parameters.get('key_name');
  if (name === '') throw new Refusal(485, 'key_name');
  if (name !== undefined && name.length > longestName) throw new Refusal(477, 'key_name');
  return name;
}
