import { foldName, Secret } from '@subuser/core';
import type { SubUserDraft } from '@subuser/core/provider';
import type { RoleView } from './voximplant-api.ts';
import type { AddSubUserParameters } from './voximplant-request.ts';
import { voximplantTraits } from './voximplant-traits.ts';

type Added = AddSubUserParameters & { new_subuser_password: Secret };

/** Core checks the password, and generates one where the caller gives none. An empty description is left out. */
export function addParameters({ name, description, password }: SubUserDraft, roles: readonly RoleView[]): Added {
  return {
    new_subuser_name: foldName(name, voximplantTraits.name),
    new_subuser_password: password ?? new Secret(''),
    role_id: roles.map((role) => role.role_id),
    description: description === '' ? undefined : description,
  };
}
