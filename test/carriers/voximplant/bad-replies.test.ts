import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { createVoximplantClient, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

let emulator: VoximplantEmulator;
let control: VoximplantEmulator['control'];
let client: VoximplantClient;

beforeAll(async () => {
  emulator = await startVoximplantEmulator();
  ({ control } = emulator);
  client = createVoximplantClient(emulator.options);
});
beforeEach(() => control.reset());
afterAll(async () => {
  await client.close();
  await emulator.close();
});

test('odd fields do not cost a key, which is shown once', async () => {
  control.failNext({ fault: 'odd-field' });
  const { key_id, private_key } = await client.createKey();
  expect(private_key.reveal()).toContain('BEGIN PRIVATE KEY');
  expect((await client.getKeys()).result.at(-1)?.key_id).toBe(key_id);
});

test.each([1, 2, 3])('an error of shape %i with status 200 never resolves', async (shape) => {
  const subuser_id = '109';
  const key_id = emulator.credentials.key_id;
  const calls = [
    () => client.addSubUser({ new_subuser_name: 'support', new_subuser_password: 'Kv8#nB3?tZ6!' }),
    () => client.getSubUsers(),
    () => client.setSubUserInfo({ subuser_id, description: 'x' }),
    () => client.delSubUser({ subuser_id }),
    () => client.setSubUserRoles({ subuser_id, role_id: [5] }),
    () => client.getSubUserRoles({ subuser_id }),
    () => client.removeSubUserRoles({ subuser_id, role_id: [5] }),
    () => client.getRoles(),
    () => client.getRoleGroups(),
    () => client.createKey(),
    () => client.getKeys(),
    () => client.updateKey({ key_id, description: 'x' }),
    () => client.deleteKey({ key_id }),
    () => client.setKeyRoles({ key_id, role_id: [4] }),
    () => client.getKeyRoles({ key_id }),
    () => client.removeKeyRoles({ key_id, role_id: [4] }),
  ];
  control.failNext({ fault: 'error-200', shape, code: 101, times: calls.length });
  for (const call of calls)
    expect(await rejection(call())).toMatchObject({
      code: 'invalid-argument',
      detail: { httpStatus: 200, carrierCode: 101 },
    });
  expect(new Set(requestsOf(control)).size).toBe(16);
});
