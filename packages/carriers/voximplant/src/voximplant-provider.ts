import {
  type BrokenRule,
  checkPassword,
  type Clock,
  foldName,
  SubUserError,
  type SubUserProvider,
} from '@subuser/core';
import type { SubUserDraft, SubUserRevision } from '@subuser/core/provider';
import { carrier } from './carrier.ts';
import { convertSubUser } from './convert-sub-user.ts';
import { listSubUsers } from './list-sub-users.ts';
import { readSubUser } from './read-sub-user.ts';
import { createRoles } from './roles.ts';
import { updateSubUser } from './update-sub-user.ts';
import type { VoximplantClient } from './voximplant-client.ts';
import { passwordRule, voximplantTraits } from './voximplant-traits.ts';

function unheld(field: string, rule = 'a Voximplant subuser has no such field'): BrokenRule {
  return { field, rule, unsupported: true };
}

function unheldFields(input: SubUserDraft | SubUserRevision): BrokenRule[] {
  const fields = ['email', 'phone', 'enabled'].filter((field) => Reflect.get(input, field) !== undefined);
  return fields.map((field) => unheld(field));
}

/** The one rule that traits cannot express; a portable caller's types already keep it. */
function checkDraft(draft: SubUserDraft): BrokenRule[] {
  return draft.carrierOptions === undefined ? [] : [unheld('carrierOptions', 'Voximplant has none')];
}

function checkRevision(revision: SubUserRevision): BrokenRule[] {
  const broken = unheldFields(revision);
  if (revision.name !== undefined) broken.push(unheld('name', 'a Voximplant login cannot be changed'));
  if (revision.description === null || revision.description === '')
    broken.push(unheld('description', 'Voximplant documents no way to empty it'));
  if (revision.carrierOptions !== undefined) broken.push(unheld('carrierOptions', 'Voximplant has none'));
  return broken;
}

const passwordMissing: BrokenRule = { field: 'password', rule: 'must be given' };

function refusal(operation: string, subject: string, broken: readonly BrokenRule[]): SubUserError {
  return SubUserError.refusal(broken, { carrier, operation, subject });
}

function refuse(operation: string, subject: string, broken: readonly BrokenRule[]): void {
  if (broken.length > 0) throw refusal(operation, subject, broken);
}

/** The contract over the client. */
export function createProvider(client: VoximplantClient, clock: Clock): SubUserProvider {
  const roles = createRoles(client, clock);
  return {
    specVersion: 1,
    carrier,
    traits: voximplantTraits,
    check: checkDraft,
    async create(draft, call) {
      const operation = 'AddSubUser';
      const { name, password } = draft;
      const broken = [...unheldFields(draft), ...checkDraft(draft)];
      if (password === undefined) throw refusal(operation, name, [...broken, passwordMissing]);
      refuse(operation, name, broken);
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
      refuse('update', id, checkRevision(revision));
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
        refuse('SetSubUserInfo', id, checkPassword(next.reveal(), passwordRule));
        const passwords = { old_subuser_password: current, new_subuser_password: next };
        await client.setSubUserInfo({ subuser_id: id, ...passwords }, call);
      },
    },
  };
}
