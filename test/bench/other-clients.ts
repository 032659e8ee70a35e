// The official Node clients of other carriers, as their documents show them, at the bench server's address.
import { Auth } from '@vonage/auth';
import { SubAccounts } from '@vonage/subaccounts';
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
