import type { SubUser } from '@subuser/core';
import type { SubUserView } from './voximplant-api.ts';
import { carrier } from './carrier.ts';

/**
 * A subuser as the model has it. `grants` are all roles that the carrier lists, as it spells them. `inherited` is not
 * read: the reference's own example has it on a role that was given, and a grant left out would be a security change.
 */
export function convertSubUser(view: SubUserView): SubUser {
  const { description, roles } = view;
  return {
    carrier,
    // Not `String`: V8 keeps the texts that it makes in a cache, thousands of them.
    id: view.subuser_id.toFixed(),
    name: view.subuser_name,
    // The carrier can neither disable nor block a subuser.
    status: 'active',
    description: description === undefined || description === '' ? null : description,
    grants: (roles ?? []).map((role) => role.role_name),
    native: view,
  };
}
