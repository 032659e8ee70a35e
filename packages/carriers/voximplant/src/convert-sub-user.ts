import type { SubUser } from '@subuser/core';
import type { SubUserView } from './voximplant-api.ts';
import { carrier } from './carrier.ts';

/**
 * A subuser as the model has it. `grants` are all roles that the carrier lists, in its spelling. `inherited` is ignored:
 * the reference's own example has it on a role that was given, and omitting a grant would change security.
 */
export function convertSubUser(view: SubUserView): SubUser {
  const { description, roles } = view;
  return {
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
}
