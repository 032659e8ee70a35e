import { type BrokenRule, type Clock, foldName, Secret, type SubUserProvider } from '@subuser/core';
import type { SubUserRevision } from '@subuser/core/provider';
import { carrier } from './carrier.ts';
import { convertSubUser } from './convert-sub-user.ts';
import { listSubUsers } from './list-sub-users.ts';
import { readSubUser } from './read-sub-user.ts';
import { createRoles } from './roles.ts';
import { updateSubUser } from './update-sub-user.ts';
import type { VoximplantClient } from './voximplant-client.ts';
import { voximplantTraits } from './voximplant-traits.ts';

/** No document says how to empty a description; core refuses `null` by the traits. */
function checkRevision({ description }: SubUserRevision): BrokenRule[] {
  if (description !== '') return [];
  return [{ field: 'description', rule: 'Voximplant documents no way to empty it', unsupported: true }];
}

/** The contract over the client. */
export function createProvider(client: VoximplantClient, clock: Clock): SubUserProvider {
  const roles = createRoles(client, clock);
  return {
    specVersion: 1,
    carrier,
    traits: voximplantTraits,
    checkRevision,
    async create(draft, call) {
      const operation = 'AddSubUser';
      // Core generates one where the caller gives none.
      const { name, password = new Secret('') } = draft;
      const granted = await roles.resolve({ grants: draft.grants ?? [], operation, subject: name }, call);
      const login = foldName(name, voximplantTraits.name);
      const description = draft.description === '' ? undefined : draft.description;
      const role_id = granted.map((role) => role.role_id);
      const { subuser_id } = await client.addSubUser(
        { new_subuser_name: login, new_subuser_password: password, role_id, description },
        call,
      );
      // The reply holds the id alone; the rest is known, so a create costs one request.
      const view = { subuser_id, subuser_name: login, description, roles: granted };
      return { subUser: convertSubUser(view), credentials: { login, secret: password } };
    },
    get: (id, call) => readSubUser(client, id, call),
    listPage: (request, call) => listSubUsers(client, request, call),
    async update(id, revision, call) {
      return updateSubUser(client, roles, id, revision, call);
    },
    delete: (id, call) => client.delSubUser({ subuser_id: id }, call),
    async grants(call) {
      const list = await roles.list(call);
      return list.map((role) => ({
        name: role.role_name,
        id: String(role.role_id),
        assignable: true,
      }));
    },
    close: () => client.close(),
    password: {
      async change(id, { current, next }, call) {
        const passwords = { old_subuser_password: current, new_subuser_password: next };
        await client.setSubUserInfo({ subuser_id: id, ...passwords }, call);
      },
    },
  };
}
