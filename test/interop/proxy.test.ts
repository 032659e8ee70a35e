import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { openSubUsers } from '@subuser/core';
import { createProxy } from 'proxy';
import { ProxyAgent } from 'undici';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { carriers } from '../carriers/all.ts';
import type { CarrierUnderTest, NamedSecrets } from '../carriers/carrier-under-test.ts';
import { newCertificate } from '../support/certificate.ts';
import { startWireTap, type WireTap } from './wire-tap.ts';

// Keys and certificates take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const tls = await newCertificate();
const password = 'Pl4nted-S3cret!';
const proxyPassword = 'Pr0xy-0nly';
const proxyAuthorization = `Basic ${Buffer.from(`us:${proxyPassword}`).toString('base64')}`;

/** An HTTP proxy that requires credentials of its own, a recording of all that passes it, and our way through it. */
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

/** The forms that a secret can have in plain bytes: as it is, in JSON, in a URL or a form, in base64. */
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

/** The names of the secrets that the text contains, in any form. */
const seenIn = (text: string, secrets: NamedSecrets): string[] =>
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
  requests: string[];
  host: string;
  secrets: NamedSecrets;
}

async function use(carrier: CarrierUnderTest, secured: boolean): Promise<Use> {
  const { tap, dispatcher } = await openProxy();
  const account = await carrier.openAccount(secured ? { tls } : {});
  onTestFinished(() => account.close());
  const secrets = await carrier.proxied.use(account, password, dispatcher);
  const requests = account.control.requests.map(({ carrierOperation, status }) => `${carrierOperation} ${status}`);
  return { tap, requests, host: new URL(account.origin).host, secrets };
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

describe('through a proxy to a carrier with TLS everything works, and the proxy sees the destination and nothing else', () => {
  test.each(carriers)('$label', async (carrier) => {
    const { tap, requests, host, secrets } = await use(carrier, true);
    expect(requests).toEqual(carrier.proxied.requests);
    expectOnlyTunnels(tap, host);
    expect(seenIn(allBytes(tap), secrets)).toEqual([]);
    expect(allBytes(tap)).not.toMatch(jwt);
    expect(allBytes(tap)).not.toMatch(carrier.proxied.words);
  });

  test.each(carriers)('many calls at once to $label', async (carrier) => {
    const { tap, dispatcher } = await openProxy();
    const account = await carrier.openAccount({ tls, latencyMs: 20 });
    onTestFinished(() => account.close());
    const { control, origin, options } = account;
    const subUsers = openSubUsers(account.connect({ dispatcher }));
    onTestFinished(() => subUsers.close());
    await Promise.all(control.seed(8).map((id) => subUsers.get(id)));
    expect(control.requests.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(tap.connections().length).toBeGreaterThan(1);
    expectOnlyTunnels(tap, new URL(origin).host);
    expect(seenIn(allBytes(tap), carrier.secrets.ofAccount(options))).toEqual([]);
  });
});

// What proxies and servers write into their logs.
const requestLines = (tap: WireTap): string[] => allBytes(tap).match(/(GET|POST|PUT|DELETE) \S+ HTTP\/1\.1/g) ?? [];

describe('to a carrier without TLS the same recording shows what it can show, but no secret in a URL', () => {
  test.each(carriers)('$label', async (carrier) => {
    const { tap, requests, secrets } = await use(carrier, false);
    const { readable, inRequestLines } = carrier.proxied;
    expect(seenIn(allBytes(tap), secrets)).toEqual(readable);
    expect(allBytes(tap)).toMatch(jwt);
    expect(requestLines(tap)).toHaveLength(requests.length);
    expect(seenIn(requestLines(tap).join('\n'), secrets)).toEqual(inRequestLines);
    expect(requestLines(tap).join('\n')).not.toMatch(/eyJ|password/);
  });
});

describe.each(carriers)('a proxy that blocks the way to $label', (carrier) => {
  test.each([
    ['our credentials are wrong', 407],
    ['the carrier is not there', 500],
  ])('since %s: nothing was sent', async (_, status) => {
    const account = await carrier.openAccount({ tls });
    const { dispatcher } = await openProxy(status === 407 ? 'Basic d3Jvbmc=' : undefined);
    const subUsers = openSubUsers<object>(account.connect({ dispatcher, retries: { attempts: 1 } }));
    onTestFinished(async () => {
      await subUsers.close();
      await account.close();
    });
    if (status === 500) await account.close();
    const input = { name: 'support-desk', ...carrier.withPassword(password) };
    const error: unknown = await subUsers.create(input).catch((error: unknown) => error);
    const message = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
    expect(error).toMatchObject({ code: 'unavailable', cause: { message } });
    const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    expect(seenIn(printed, { password, proxyPassword, ...carrier.secrets.ofAccount(account.options) })).toEqual([]);
    expect(printed).not.toMatch(/eyJ|Basic|d3Jvbmc/);
    expect(account.control.requests).toEqual([]);
  });
});
