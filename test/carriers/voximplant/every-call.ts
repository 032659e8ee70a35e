import { openSubUsers, Secret } from '@subuser/core';
import type { VoximplantEmulator } from '@subuser/emulator';
import { createVoximplant, createVoximplantClient } from '@subuser/voximplant';
import { all, type Opened, type Opening } from '../secret-facts.ts';

const nobody = '00000000-0000-4000-8000-000000000000';

export function openEverything(
  { credentials, ...account }: VoximplantEmulator['options'],
  { planted, ids, turn, connection }: Opening,
): Opened {
  const options = {
    ...account,
    credentials: { ...credentials, private_key: new Secret(credentials.private_key) },
    ...connection,
  };
  const provider = createVoximplant(options);
  const client = createVoximplantClient(options);
  const subUsers = openSubUsers(provider, { clock: connection.clock, settle: { rounds: 3, lateMs: 1 } });
  const [id, subuser_id] = ids;
  const { password, nextPassword, thirdPassword } = planted;
  const change = { current: new Secret(password), next: new Secret(nextPassword) };
  const plainChange = { old_subuser_password: password, new_subuser_password: thirdPassword };
  const desk = { description: 'Desk', grants: ['Developer'], reference: `ref-${turn}` };
  const added = { new_subuser_name: `added-${turn}`, new_subuser_password: password };
  const role_name = ['Developer'];
  let key_id = nobody;
  return {
    held: { options, provider, client, subUsers },
    calls: [
      ['create', (call) => subUsers.create({ name: `given-${turn}`, password, ...desk }, call)],
      ['create with a new password', (call) => subUsers.create({ name: `made-${turn}` }, call)],
      [
        'create settled',
        (call) => subUsers.create({ name: `settled-${turn}`, password: change.next }, { ...call, ifUnknown: 'settle' }),
      ],
      [
        'create settled with a new password',
        (call) => subUsers.create({ name: `fresh-${turn}` }, { ...call, ifUnknown: 'settle' }),
      ],
      ['get', (call) => subUsers.get(id, call)],
      ['list', (call) => all(subUsers.list({}, call))],
      ['find by reference', (call) => subUsers.find({ reference: desk.reference }, call)],
      ['find by name', (call) => subUsers.find({ name: 'nobody' }, call)],
      ['update', (call) => subUsers.update(id, { description: 'Other', grants: ['Admin'] }, call)],
      ['changePassword', (call) => subUsers.changePassword(id, change, call)],
      ['grants', (call) => subUsers.grants(call)],
      ['suspend', (call) => subUsers.suspend(id, call)],
      ['addSubUser', (call) => client.addSubUser(added, call)],
      ['getSubUsers', (call) => client.getSubUsers({ with_roles: true, count: 5 }, call)],
      ['setSubUserInfo', (call) => client.setSubUserInfo({ subuser_id, ...plainChange }, call)],
      ['setSubUserRoles', (call) => client.setSubUserRoles({ subuser_id, role_name }, call)],
      ['getSubUserRoles', (call) => client.getSubUserRoles({ subuser_id }, call)],
      ['removeSubUserRoles', (call) => client.removeSubUserRoles({ subuser_id, role_name, force: true }, call)],
      [
        'createKey',
        async (call) => {
          const created = await client.createKey({ key_name: `key-${turn}`, role_name }, call);
          key_id = created.key_id ?? nobody;
          return created;
        },
      ],
      ['getKeys', (call) => client.getKeys({ with_roles: true }, call)],
      ['updateKey', (call) => client.updateKey({ key_id, description: 'CI' }, call)],
      ['setKeyRoles', (call) => client.setKeyRoles({ key_id, role_name: ['Admin'] }, call)],
      ['getKeyRoles', (call) => client.getKeyRoles({ key_id }, call)],
      ['removeKeyRoles', (call) => client.removeKeyRoles({ key_id, role_name: ['Admin'] }, call)],
      ['deleteKey', (call) => client.deleteKey({ key_id }, call)],
      ['getRoles', (call) => client.getRoles({}, call)],
      ['getRoleGroups', (call) => client.getRoleGroups(call)],
      ['delete', (call) => subUsers.delete(id, call)],
      ['delSubUser', (call) => client.delSubUser({ subuser_id }, call)],
    ],
    async close() {
      await Promise.all([subUsers.close(), client.close()]);
    },
  };
}
