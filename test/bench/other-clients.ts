// The official Node clients of other carriers, as their documents show them, at the bench server's address.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Auth } from '@vonage/auth';
import { SubAccounts } from '@vonage/subaccounts';
import type { VoximplantCredentials } from '@subuser/emulator';
import official from '@voximplant/apiclient-nodejs';
import plivo from 'plivo';
import twilio from 'twilio';

export interface OtherClient {
  create(): Promise<unknown>;
  list(): Promise<readonly unknown[]>;
}

const name = 'Orbit Labs Billing';

function openTwilio(origin: string): OtherClient {
  const client = twilio(`AC${'0'.repeat(32)}`, 'a-token');
  client.api.baseUrl = origin;
  const { accounts } = client.api.v2010;
  return { create: () => accounts.create({ friendlyName: name }), list: () => accounts.list({ limit: 50 }) };
}

function openPlivo(origin: string): OtherClient {
  const client = new plivo.Client('MA2025RK4E639VJFZAMM', 'a-token', {
    url: `${origin}/v1/Account/MA2025RK4E639VJFZAMM`,
  });
  return { create: () => client.subaccounts.create(name, true), list: () => client.subaccounts.list({ limit: 20 }) };
}

function openVonage(origin: string): OtherClient {
  const client = new SubAccounts(new Auth({ apiKey: 'abcd1234', apiSecret: 'a-secret' }), { apiHost: origin });
  return { create: () => client.createSubAccount({ name }), list: () => client.listSubAccounts() };
}

export function openOtherClients(origin: string): Record<'twilio' | 'plivo' | 'vonage', OtherClient> {
  return { twilio: openTwilio(origin), plivo: openPlivo(origin), vonage: openVonage(origin) };
}

/** Voximplant's own. It reads its credentials from a file, some time after it was constructed. */
export async function openOfficialVoximplant(
  origin: string,
  credentials: VoximplantCredentials,
): Promise<official.default> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-credentials-'));
  const pathToCredentials = join(folder, 'credentials.json');
  await writeFile(pathToCredentials, JSON.stringify(credentials), { mode: 0o600 });
  const client = new official.default({ host: new URL(origin).host, pathToCredentials });
  await new Promise<unknown>((resolve) => (client.onReady = resolve));
  await rm(folder, { recursive: true });
  return client;
}
