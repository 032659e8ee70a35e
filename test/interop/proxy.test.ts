import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { openSubUsers } from '@subuser/core';
import { startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz, createVobizClient } from '@subuser/vobiz';
import { createVoximplant, createVoximplantClient } from '@subuser/voximplant';
import { createProxy } from 'proxy';
import { ProxyAgent } from 'undici';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { newCertificate } from '../support/certificate.ts';
import { startWireTap, type WireTap } from './wire-tap.ts';

// Keys, certificates, validators and processes take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const tls = await newCertificate();
const password = 'Pl4nted-S3cret!';
const proxyPassword = 'Pr0xy-0nly';
const proxyAuthorization = `Basic ${Buffer.from(`us:${proxyPassword}`).toString('base64')}`;

/** An HTTP proxy that wants credentials of its own, all that passes it recorded, and our way through it. */
async function openProxy(authorization = proxyAuthorization): Promise<{ tap: WireTap; dispatcher: ProxyAgent }> {
  const proxy = createProxy();
  proxy.authenticate = ({ headers }) => headers['proxy-authorization'] === proxyAuthorization;
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const tap = await startWireTap((proxy.address() as AddressInfo).port);
  const dispatcher = new ProxyAgent({ uri: tap.origin, token: authorization, requestTls: { ca: tls.cert } });
  onTestFinished(async () => {
    await dispatcher.destroy();
    await tap.close();
    proxy.close();
  });
  return { tap, dispatcher };
}

type Secrets = Record<string, string | readonly string[]>;

/** The forms in which a secret can stand in plain bytes: as it is, in JSON, in a URL or a form, in base64. */
function formsOf(secret: string): string[] {
  const escaped = encodeURIComponent(secret);
  const base64 = [Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url')];
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    escaped,
    escaped.replaceAll('!', '%21'),
    ...base64.map((text) => text.slice(0, -4)),
  ];
}

/** The names of the secrets that stand in the text, in any form. */
const seenIn = (text: string, secrets: Secrets): string[] =>
  Object.entries(secrets)
    .filter(([, values]) =>
      [values]
        .flat()
        .flatMap(formsOf)
        .some((form) => text.includes(form)),
    )
    .map(([name]) => name);

const allBytes = (tap: WireTap): string =>
  tap
    .connections()
    .map(({ sent, received }) => sent + received)
    .join('\n');

const jwt = /eyJ[\w-]{10,}\.eyJ/;

interface Use {
  tap: WireTap;
  /** What the carrier saw. */
  operations: string[];
  carrier: string;
  secrets: Secrets;
}

async function useVobiz(secured: boolean): Promise<Use> {
  const { tap, dispatcher } = await openProxy();
  const emulator = await startVobizEmulator(secured ? { tls } : {});
  onTestFinished(() => emulator.close());
  const { credentials, control, origin } = emulator;
  const client = createVobizClient({ ...credentials, baseUrl: origin, dispatcher });
  const created = await client.createSubAccount({ name: 'Support desk', password });
  const id = created.sub_account.auth_id;
  await client.updateSubAccount(id, { description: 'Other' });
  expect((await client.retrieveSubAccount(id)).description).toBe('Other');
  await client.deleteSubAccount(id);
  await client.close();
  const issued = created.auth_credentials?.auth_token?.reveal() ?? expect.unreachable();
  const operations = control.requests.map(({ operation, status }) => `${operation} ${status}`);
  const secrets = { password, token: credentials.authToken, issued, account: credentials.authId };
  return { tap, operations, carrier: new URL(origin).host, secrets };
}

async function useVoximplant(secured: boolean): Promise<Use> {
  const { tap, dispatcher } = await openProxy();
  const emulator = await startVoximplantEmulator(secured ? { tls } : {});
  onTestFinished(() => emulator.close());
  const { credentials, control, origin } = emulator;
  const client = createVoximplantClient({ credentials, baseUrl: origin, dispatcher });
  const login = { new_subuser_name: 'support-desk', new_subuser_password: password };
  const { subuser_id } = await client.addSubUser(login);
  const next = `${password}-2`;
  await client.setSubUserInfo({ subuser_id, old_subuser_password: password, new_subuser_password: next });
  expect(control.authenticates('support-desk', next)).toBe(true);
  const { private_key } = await client.createKey();
  await client.delSubUser({ subuser_id });
  await client.close();
  const operations = control.requests.map(({ carrierOperation, status }) => `${carrierOperation} ${status}`);
  const lines = (pem: string): string[] => pem.split('\n').filter((line) => line.length === 64);
  const secrets = { password, 'our key': lines(credentials.private_key), 'a new key': lines(private_key.reveal()) };
  return { tap, operations, carrier: new URL(origin).host, secrets };
}

/** Every connection: a CONNECT with the proxy's own credentials, then TLS from its first byte on. */
function expectOnlyTunnels(tap: WireTap, carrier: string): void {
  const connections = tap.connections();
  expect(connections.length).toBeGreaterThan(0);
  for (const { sent } of connections) {
    const end = sent.indexOf('\r\n\r\n');
    const [request, ...headers] = sent.slice(0, end).split('\r\n');
    expect(request).toBe(`CONNECT ${carrier} HTTP/1.1`);
    expect(headers.toSorted()).toEqual([
      'connection: close',
      `host: ${carrier}`,
      `proxy-authorization: ${proxyAuthorization}`,
      'proxy-connection: keep-alive',
    ]);
    // A handshake record, and nothing of HTTP after it.
    expect([sent.charCodeAt(end + 4), sent.charCodeAt(end + 5)]).toEqual([0x16, 0x03]);
    expect(sent.lastIndexOf('HTTP/1.1')).toBeLessThan(end);
  }
}

describe('through a proxy to a carrier with TLS everything works, and the proxy sees where to and nothing else', () => {
  test('Vobiz', async () => {
    const { tap, operations, carrier, secrets } = await useVobiz(true);
    expect(operations).toEqual(['create 201', 'update 200', 'get 200', 'delete 200']);
    expectOnlyTunnels(tap, carrier);
    expect(seenIn(allBytes(tap), secrets)).toEqual([]);
    expect(allBytes(tap)).not.toMatch(jwt);
    expect(allBytes(tap)).not.toMatch(/x-auth|sub-accounts|Support desk/i);
  });

  test('Voximplant', async () => {
    const { tap, operations, carrier, secrets } = await useVoximplant(true);
    expect(operations).toEqual(['AddSubUser 200', 'SetSubUserInfo 200', 'CreateKey 200', 'DelSubUser 200']);
    expectOnlyTunnels(tap, carrier);
    expect(seenIn(allBytes(tap), secrets)).toEqual([]);
    expect(allBytes(tap)).not.toMatch(jwt);
    expect(allBytes(tap)).not.toMatch(/Bearer|platform_api|support-desk/i);
  });

  test('many calls at once', async () => {
    const { tap, dispatcher } = await openProxy();
    const emulator = await startVobizEmulator({ tls, latencyMs: 20 });
    onTestFinished(() => emulator.close());
    const { credentials, control, origin } = emulator;
    const subUsers = openSubUsers(createVobiz({ ...credentials, baseUrl: origin, dispatcher }));
    onTestFinished(() => subUsers.close());
    await Promise.all(control.seed(8).map((id) => subUsers.get(id)));
    expect(control.requests.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(tap.connections().length).toBeGreaterThan(1);
    expectOnlyTunnels(tap, new URL(origin).host);
    expect(seenIn(allBytes(tap), { token: credentials.authToken })).toEqual([]);
  });
});

// What proxies and servers write into their logs.
const requestLines = (tap: WireTap): string[] => allBytes(tap).match(/(GET|POST|PUT|DELETE) \S+ HTTP\/1\.1/g) ?? [];

describe('to a carrier without TLS the same recording shows what it could have shown, but no secret in a URL', () => {
  test('Vobiz: everything', async () => {
    const { tap, secrets } = await useVobiz(false);
    expect(seenIn(allBytes(tap), secrets)).toEqual(['password', 'token', 'issued', 'account']);
    expect(allBytes(tap)).toMatch(jwt);
    expect(requestLines(tap)).toHaveLength(4);
    expect(seenIn(requestLines(tap).join('\n'), secrets)).toEqual(['account']);
  });

  test('Voximplant: everything but our own key, which never leaves us', async () => {
    const { tap, secrets } = await useVoximplant(false);
    expect(seenIn(allBytes(tap), secrets)).toEqual(['password', 'a new key']);
    expect(allBytes(tap)).toMatch(jwt);
    expect(requestLines(tap)).toHaveLength(4);
    expect(seenIn(requestLines(tap).join('\n'), secrets)).toEqual([]);
    expect(requestLines(tap).join('\n')).not.toMatch(/eyJ|password/);
  });
});

describe('a proxy that does not let us through', () => {
  test.each([
    ['our credentials are wrong', 407],
    ['the carrier is not there', 500],
  ])('since %s: nothing was sent', async (_, status) => {
    const [vobiz, voximplant] = await Promise.all([startVobizEmulator({ tls }), startVoximplantEmulator({ tls })]);
    const { dispatcher } = await openProxy(status === 407 ? 'Basic d3Jvbmc=' : undefined);
    const shared = { dispatcher, retries: { attempts: 1 } };
    const { credentials, origin: baseUrl } = voximplant;
    const onVobiz = openSubUsers(createVobiz({ ...vobiz.credentials, baseUrl: vobiz.origin, ...shared }));
    const onVoximplant = openSubUsers(createVoximplant({ credentials, baseUrl, ...shared }));
    onTestFinished(async () => {
      for (const open of [onVobiz, onVoximplant, vobiz, voximplant]) await open.close();
    });
    if (status === 500) await Promise.all([vobiz.close(), voximplant.close()]);

    for (const create of [
      () => onVobiz.create({ name: 'support-desk', carrierOptions: { password } }),
      () => onVoximplant.create({ name: 'support-desk', password }),
    ]) {
      const error: unknown = await create().catch((error: unknown) => error);
      const message = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
      expect(error).toMatchObject({ code: 'unavailable', cause: { message } });
      const told = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
      expect(seenIn(told, { password, token: vobiz.credentials.authToken, proxyPassword })).toEqual([]);
      expect(told).not.toMatch(/eyJ|Basic|d3Jvbmc/);
    }
    expect([...vobiz.control.requests, ...voximplant.control.requests]).toEqual([]);
  });
});
