import type { SubUser } from '@subuser/core';
import { unreadableOf } from '@subuser/http';
import type { SubUserView } from './voximplant-api.ts';
import { carrier } from './carrier.ts';

const fieldNames = { subuser_name: 'name', roles: 'grants' };

/**
 * A subuser as the model has it. `grants` are all roles that the carrier lists, in its spelling. `inherited` is ignored:
 * the reference's own example has it on a role that was given, and omitting a grant would change security.
 */
export function convertSubUser(view: SubUserView): SubUser {
  const { description, roles } = view;
  const odd = unreadableOf(view, fieldNames);
  const subUser: SubUser = {
    carrier,
    // Not `String`, whose results V8 caches by the thousand.
    id: view.subuser_id.toFixed(),
    name: view.subuser_name,
    // Voximplant can neither disable nor block a subuser.
    status: 'active',
    description: description === undefined || description === '' ? null : description,
    grants: (roles ?? []).map((role) => role.role_name),
    native: view,
  };
  return odd === undefined ? subUser : { ...subUser, unreadable: odd };
}
