import type { SubUser } from '@subuser/core';
import type { SubUserView } from './voximplant-api.ts';
import { carrier } from './voximplant-traits.ts';

/**
 * A subuser as the model has it. `grants` are the roles that were given, as the carrier spells them: one that only comes
 * with another is no grant of its own, so that what was read can be written again without change.
 */
export function convertSubUser(view: SubUserView): SubUser {
  const { description, roles } = view;
  return {
    carrier,
    id: String(view.subuser_id),
    name: view.subuser_name,
    // The carrier can neither disable nor block a subuser.
    status: 'active',
    description: description === undefined || description === '' ? null : description,
    grants: (roles ?? []).filter((role) => role.inherited !== true).map((role) => role.role_name),
    native: view,
  };
}
