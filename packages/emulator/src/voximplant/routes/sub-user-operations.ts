import { Refusal } from '../refusal.ts';
import { storedLogin } from '../state/login-rule.ts';
import { checkPassword } from '../state/password-rule.ts';
import { changePassword, hasPassword, type SubUser } from '../state/sub-users.ts';
import { filled, flag, given, integer, requiredInteger } from '../wire/argument.ts';
import { pageGiven } from '../wire/page-argument.ts';
import { rolesGiven } from '../wire/role-argument.ts';
import { subUserView } from '../wire/views.ts';
import { done, type Invocation, type ResultBody, rowsReply } from './operation.ts';

/**
 * Returns the id and nothing else, not even the login as stored (seed 004). A sub-user can hold any role: the panel offers
 * Owner [D], and a sub-user in the reference's example holds roles for the panel only.
 */
export function addSubUser({ account, parameters, settings }: Invocation): ResultBody {
  const wanted = filled(parameters, 'new_subuser_name');
  const password = given(parameters, 'new_subuser_password');
  const login = storedLogin(wanted);
  checkPassword(password, login, settings);
  const roleIds = rolesGiven(parameters).map((role) => role.id);
  if (account.subUsers.size >= settings.subUserLimit) throw new Refusal(438);
  const { id } = account.subUsers.add({ login, password, description: parameters.get('description'), roleIds });
  return { result: { subuser_id: id } };
}

/** Filters by one id and by nothing else. We assume that an unknown id is refused (434) and is no empty list. */
export function getSubUsers({ account, parameters, settings }: Invocation): ResultBody {
  const id = integer(parameters, 'subuser_id');
  const { offset, count } = pageGiven(parameters);
  const withRoles = flag(parameters, 'with_roles');
  const one = id === undefined ? undefined : account.subUsers.byId(id);
  const rows = one === undefined ? account.subUsers.page(offset, count) : [one].slice(offset, offset + count);
  const total = one === undefined ? account.subUsers.size : 1;
  return rowsReply(
    rows.map((row) => subUserView(row, withRoles)),
    total,
    settings,
  );
}

/** The login cannot change, and a new password requires the old one: there is no reset (voximplant.md [D]). */
export function setSubUserInfo({ account, parameters, settings }: Invocation): ResultBody {
  const subUser = account.subUsers.byId(requiredInteger(parameters, 'subuser_id'));
  const password = parameters.get('new_subuser_password');
  if (password !== undefined) {
    const old = parameters.get('old_subuser_password') ?? '';
    checkOldPassword(subUser, old);
    checkPassword(password, subUser.login, settings);
    changePassword(subUser, password);
  }
  const description = parameters.get('description');
  if (description !== undefined) subUser.description = description;
  return done;
}

/** A missing old password is 448 [D]. The code of a wrong one is undocumented; we assume 496, "the parameter is invalid". */
function checkOldPassword(subUser: SubUser, old: string): void {
  if (old === '') throw new Refusal(448, 'old_subuser_password');
  if (!hasPassword(subUser, old)) throw new Refusal(496, 'old_subuser_password');
}

/** Deletes one sub-user; we assume that its keys go too. */
export function delSubUser({ account, parameters }: Invocation): ResultBody {
  const subUser = account.subUsers.byId(requiredInteger(parameters, 'subuser_id'));
  for (const key of account.keys.ofSubUser(subUser.id)) account.keys.remove(key);
  account.subUsers.remove(subUser);
  return done;
}
