import { openSubUsers, Secret, type SubUserId, type SubUserProvider } from '@subuser/core';
import {
  startVobizEmulator,
  startVoximplantEmulator,
  type VobizEmulator,
  type VoximplantEmulator,
} from '@subuser/emulator';
import { createVobiz, createVobizClient, type KycSessionBody, type VobizClient } from '@subuser/vobiz';
import { createVoximplant, createVoximplantClient, type VoximplantClient } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rejection } from '../support/rejection.ts';

type Calls = Record<string, () => Promise<unknown> | undefined>;

const change = { current: new Secret('Kv8#nB3?tZ6!'), next: new Secret('Xw5-gT7=hR2@') };

/** Every call that takes an id, of the provider itself: nobody stands before it. */
function callsOfProvider<O>(provider: SubUserProvider<O>, id: SubUserId): Calls {
  return {
    get: () => provider.get(id),
    update: () => provider.update(id, { description: 'x' }),
    'update of grants': () => provider.update(id, { grants: [] }),
    delete: () => provider.delete(id),
    suspend: () => provider.suspension?.suspend(id),
    resume: () => provider.suspension?.resume(id),
    changePassword: () => provider.password?.change(id, change),
    verification: () => provider.verification?.status(id),
  };
}

function callsOfSubUsers<O>(provider: SubUserProvider<O>, id: SubUserId): Calls {
  const subUsers = openSubUsers(provider);
  return {
    get: () => subUsers.get(id),
    update: () => subUsers.update(id, { description: 'x' }),
    'update of grants': () => subUsers.update(id, { grants: [] }),
    delete: () => subUsers.delete(id),
    suspend: () => provider.suspension && subUsers.suspend(id),
    resume: () => provider.suspension && subUsers.resume(id),
    changePassword: () => provider.password && subUsers.changePassword(id, change),
    verification: () => provider.verification && subUsers.verification(id),
  };
}

/** The calls that did anything but refuse the argument. */
async function notRefused(calls: Calls): Promise<string[]> {
  const through: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const outcome = call();
    if (outcome === undefined) continue;
    const code = await rejection(outcome).then(
      (error) => error.code,
      () => 'resolved',
    );
    if (code !== 'invalid-argument') through.push(`${name}: ${code}`);
  }
  return through;
}

/** No id on any carrier, whatever the types say: what a caller without types, or with a wrong cast, might hand over. */
const never: readonly unknown[] = ['', ' ', '\n', undefined, null, 'undefined', 'null', Number.NaN, {}, [], true];
const paths = ['.', '..', '../', '/', 'SA_1/../SA_2', 'SA_1?x=1', 'SA_1#', '%2e%2e', 'SA_%41', 'SA_1\r\nX-A: b'];

describe('Vobiz', () => {
  let emulator: VobizEmulator;
  let provider: ReturnType<typeof createVobiz>;
  let client: VobizClient;

  beforeAll(async () => {
    emulator = await startVobizEmulator();
    const configuration = { ...emulator.credentials, baseUrl: emulator.origin };
    provider = createVobiz(configuration);
    client = createVobizClient(configuration);
  });
  beforeEach(() => emulator.control.reset());
  afterAll(async () => {
    await Promise.all([provider.close(), client.close()]);
    await emulator.close();
  });

  function callsOfClient(id: string): Calls {
    const { kyc, kycTest } = client;
    const session: KycSessionBody = {
      account_auth_id: 'SA_1',
      flow_type: 'redirect',
      redirect_url: 'https://x.example',
    };
    return {
      retrieve: () => client.retrieveSubAccount(id),
      update: () => client.updateSubAccount(id, { name: 'x' }),
      delete: () => client.deleteSubAccount(id),
      status: () => kyc.status(id),
      session: () => kyc.createSession(id, session),
      finalize: () => kycTest.finalizePending(id, { verification_type: 'pan', outcome: 'verified' }),
      ...Object.fromEntries(
        [kyc, kycTest].flatMap((steps, index) => [
          [`pan ${index}`, () => steps.verifyPan(id, { pan: 'ABCDE1234F' })],
          [`gst ${index}`, () => steps.verifyGst(id, { gstin: '29ABCDE1234F1Z5' })],
          [`search ${index}`, () => steps.searchCin(id, { company_name: 'Acme' })],
          [`confirm ${index}`, () => steps.confirmCin(id, { company_name: 'Acme', selected_cin: 'U1' })],
          [`initiate ${index}`, () => steps.initiateDigilocker(id, { redirect_url: 'https://x.example' })],
          [`verify ${index}`, () => steps.verifyDigilocker(id, { access_request_id: 'AR_1' })],
        ]),
      ),
    };
  }

  const odd = [...never, ...paths, '500001', 500_001, 'MA_12345678', 'SA_', 'sa_1', 'SA_é', 'SA_1 '];

  test.each(odd.map((id) => [id]))('%j never reaches the wire', async (value) => {
    const id = value as string;
    expect(Object.keys(callsOfClient(id))).toHaveLength(18);
    expect(await notRefused(callsOfClient(id))).toEqual([]);
    expect(await notRefused(callsOfProvider(provider, id))).toEqual([]);
    expect(await notRefused(callsOfSubUsers(provider, id))).toEqual([]);
    expect(emulator.control.requests).toHaveLength(0);
  });

  test('a good one does, by every one of these calls', async () => {
    const id = 'SA_12345678';
    const calls = [callsOfClient(id), callsOfProvider(provider, id), callsOfSubUsers(provider, id)];
    for (const each of calls) expect((await notRefused(each)).every((name) => name.endsWith(': not-found'))).toBe(true);
    // 18 of the client, and 7 of each of the others: Vobiz changes no passwords.
    expect(emulator.control.requests).toHaveLength(18 + 7 + 7);
  });
});

describe('Voximplant', () => {
  let emulator: VoximplantEmulator;
  let provider: ReturnType<typeof createVoximplant>;
  let client: VoximplantClient;

  beforeAll(async () => {
    emulator = await startVoximplantEmulator();
    const configuration = { credentials: emulator.credentials, baseUrl: emulator.origin };
    provider = createVoximplant(configuration);
    client = createVoximplantClient(configuration);
  });
  beforeEach(() => emulator.control.reset());
  afterAll(async () => {
    await Promise.all([provider.close(), client.close()]);
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

  // A parameter that is `undefined` is one that is left out: GetSubUsers without an id lists them all.
  const given = never.filter((id) => id !== undefined);
  const odd = [
    ...given,
    ...paths,
    '0',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '0x1F',
    '1;2',
    '109 ',
    '１０９',
    '1'.repeat(17),
    0,
    -1,
    1.5,
    1e21,
  ];

  test.each(odd.map((id) => [id]))('%j never reaches the wire', async (value) => {
    const id = value as string;
    expect(await notRefused(callsOfClient(id))).toEqual([]);
    expect(await notRefused(callsOfProvider(provider, id))).toEqual([]);
    expect(await notRefused(callsOfSubUsers(provider, id))).toEqual([]);
    expect(emulator.control.requests).toHaveLength(0);
  });

  test('a missing id never reaches the wire, but by GetSubUsers, which without one lists them all', async () => {
    const id = undefined as unknown as string;
    const { get: _lists, ...calls } = callsOfClient(id);
    expect(await notRefused(calls)).toEqual([]);
    expect(await notRefused(callsOfProvider(provider, id))).toEqual([]);
    expect(await notRefused(callsOfSubUsers(provider, id))).toEqual([]);
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
    for (const each of [callsOfClient('999'), callsOfProvider(provider, '999'), callsOfSubUsers(provider, '999')])
      expect((await notRefused(each)).every((name) => name.endsWith(': not-found'))).toBe(true);
    // 6 of the client, and 5 of each of the others: Voximplant neither suspends nor verifies.
    expect(emulator.control.requests).toHaveLength(6 + 5 + 5);
  });
});
