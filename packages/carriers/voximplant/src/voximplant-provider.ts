import type { BrokenRule, Clock, SubUserProvider } from '@subuser/core';
import type { SubUserRevision } from '@subuser/core/provider';
import { carrier } from './carrier.ts';
import { addParameters } from './convert-draft.ts';
import { convertPage, convertPageRequest } from './convert-page.ts';
import { convertSubUser } from './convert-sub-user.ts';
import { readSubUser } from './read-sub-user.ts';
import { createRoles } from './roles/roles.ts';
import { updateSubUser } from './update-sub-user.ts';
import type { VoximplantClient } from './voximplant-client.ts';
import { voximplantTraits } from './voximplant-traits.ts';

/** No document says how to empty a description; core refuses `null` by the traits. */
function checkRevision({ description }: SubUserRevision): BrokenRule[] {
  if (description !== '') return [];
  return [{ field: 'description', rule: 'Voximplant documents no way to empty it', unsupported: true }];
}

/** The contract over the client: model in, model out. */
export function createProvider(client: VoximplantClient, clock: Clock): SubUserProvider {
  const roles = createRoles(client, clock);
  return {
    specVersion: 1,
    carrier,
    traits: voximplantTraits,
    checkRevision,
    async create(draft, call) {
      const { name, grants = [] } = draft;
      const granted = await roles.resolve({ grants, operation: 'create', subject: name }, call);
      const parameters = addParameters(draft, granted);
      const { subuser_id } = await client.addSubUser(parameters, call);
      const { new_subuser_name: login, new_subuser_password: secret, description } = parameters;
      // The reply contains only the id; the rest is known, so a create costs one request.
      const view = { subuser_id, subuser_name: login, description, roles: granted };
      const asSent = ['name', 'description', 'grants'] as const;
      return { subUser: convertSubUser(view), credentials: { login, secret }, asSent };
    },
    get: (id, call) => readSubUser(client, id, call),
    async listPage(request, call) {
      const query = convertPageRequest(request);
      return convertPage(await client.getSubUsers(query, call), query);
    },
    update: (id, revision, call) => updateSubUser(client, roles, id, revision, call),
    delete: (id, call) => client.delSubUser({ subuser_id: id }, call),
    async grants(call) {
      const list = await roles.list(call);
      return list.map((role) => ({ name: role.role_name, id: String(role.role_id), assignable: true }));
    },
    close: () => client.close(),
    password: {
      change: (id, { current, next }, call) =>
        client.setSubUserInfo({ subuser_id: id, old_subuser_password: current, new_subuser_password: next }, call),
    },
  };
}
