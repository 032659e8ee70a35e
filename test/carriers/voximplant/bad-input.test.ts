import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { createVoximplantClient, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Calls, notRefused, oddIds } from '../../support/not-refused.ts';
import { voximplant } from '../voximplant.ts';

let emulator: VoximplantEmulator;
let client: VoximplantClient;

beforeAll(async () => {
  emulator = await startVoximplantEmulator();
  client = createVoximplantClient(emulator.options);
});
beforeEach(() => emulator.control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

function callsOfClient(subuser_id: string): Calls {
  return {
    setInfo: () => client.setSubUserInfo({ subuser_id, description: 'x' }),
    delete: () => client.delSubUser({ subuser_id }),
    setRoles: () => client.setSubUserRoles({ subuser_id, role_id: [5] }),
    getRoles: () => client.getSubUserRoles({ subuser_id }),
    removeRoles: () => client.removeSubUserRoles({ subuser_id, role_id: [5] }),
    get: () => client.getSubUsers({ subuser_id }),
  };
}

// A parameter that is `undefined` is left out: without an id, GetSubUsers lists all.
const odd = [...oddIds, ...voximplant.ids.odd].filter((id) => id !== undefined);

test.each(odd.map((id) => [id]))('%j never reaches the wire by the typed client', async (value) => {
  const id = value as string;
  expect(await notRefused(callsOfClient(id))).toEqual([]);
  expect(emulator.control.requests).toHaveLength(0);
});

test('a missing id never reaches the wire, except by GetSubUsers, which lists all without one', async () => {
  const id = undefined as unknown as string;
  const { get: _lists, ...calls } = callsOfClient(id);
  expect(await notRefused(calls)).toEqual([]);
  const unnamed = { new_subuser_name: id, new_subuser_password: 'S0pport!x' };
  expect(await notRefused({ add: () => client.addSubUser(unnamed) })).toEqual([]);
  const keys: Calls = {
    update: () => client.updateKey({ key_id: id, description: 'x' }),
    delete: () => client.deleteKey({ key_id: id }),
    setRoles: () => client.setKeyRoles({ key_id: id, role_id: [4] }),
    getRoles: () => client.getKeyRoles({ key_id: id }),
    removeRoles: () => client.removeKeyRoles({ key_id: id, role_id: [4] }),
  };
  expect(await notRefused(keys)).toEqual([]);
  expect(emulator.control.requests).toHaveLength(0);
});

test.each([[''], ['\ud800']])('the key id %j never reaches the wire', async (key_id) => {
  const calls: Calls = {
    update: () => client.updateKey({ key_id, description: 'x' }),
    delete: () => client.deleteKey({ key_id }),
    setRoles: () => client.setKeyRoles({ key_id, role_id: [4] }),
    getRoles: () => client.getKeyRoles({ key_id }),
    removeRoles: () => client.removeKeyRoles({ key_id, role_id: [4] }),
    get: () => client.getKeys({ key_id }),
  };
  expect(await notRefused(calls)).toEqual([]);
  expect(emulator.control.requests).toHaveLength(0);
});

test('a good one does, by every one of these calls', async () => {
  const through = await notRefused(callsOfClient(voximplant.ids.unknown));
  expect(through.every((name) => name.endsWith(': not-found'))).toBe(true);
  expect(emulator.control.requests).toHaveLength(6);
});
