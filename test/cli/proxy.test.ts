import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newCertificate } from '../support/certificate.ts';
import { openSession, type Session } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

/** Leads every tunnel to one port, whatever host was asked for; gives what it was asked. */
async function startProxy(port: number): Promise<{ host: string; asked: string[] }> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client.on('error', () => undefined));
    client.once('data', (head) => {
      asked.push(head.toString());
      const carrier = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.pipe(carrier).pipe(client);
      });
      sockets.add(carrier.on('error', () => undefined));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function profile(more: object): object {
  const acme = { ...session.profiles.old, retries: { attempts: 1 }, baseUrl: 'http://carrier.invalid', ...more };
  return { profiles: { acme } };
}

const carrierPort = (): number => Number(new URL(session.accounts.old.origin).port);

async function doctor(config: object, environment: Record<string, string> = {}) {
  await session.write('proxy.config.json', config);
  Object.assign(session.environment, environment);
  onTestFinished(() => {
    for (const name of Object.keys(environment)) delete session.environment[name];
  });
  return session.run('doctor --config proxy.config.json');
}

test('the proxy of the environment is used, and doctor names it without its credentials', async () => {
  const { host, asked } = await startProxy(carrierPort());
  const { code, data } = await doctor(profile({}), { HTTP_PROXY: `http://us:s3cret@${host}` });
  expect(data).toContain(`✓ acme proxy: http://${host}, as HTTP_PROXY says\n`);
  expect(data).toContain('✓ acme credentials: accepted\n');
  expect(data).not.toContain('s3cret');
  expect(code).toBe(0);
  expect(asked[0]).toMatch(/^CONNECT carrier\.invalid:80 HTTP\/1\.1\r\n/u);
  expect(asked[0]).toContain(`proxy-authorization: Basic ${Buffer.from('us:s3cret').toString('base64')}`);
});

test('NO_PROXY excepts a host from it', async () => {
  const { host, asked } = await startProxy(1);
  const { code, data } = await doctor(profile({}), { HTTP_PROXY: host, NO_PROXY: 'carrier.invalid' });
  expect(data).toContain('✓ acme proxy: none, as NO_PROXY says\n');
  expect([code, asked]).toEqual([1, []]);
});

test('a proxy of the profile counts more than the environment', async () => {
  const { host, asked } = await startProxy(carrierPort());
  const { code, data } = await doctor(profile({ proxy: `http://${host}` }), { HTTP_PROXY: 'http://127.0.0.1:1' });
  expect(data).toContain(`✓ acme proxy: http://${host}, as the profile says\n`);
  expect([code, asked.length > 0]).toEqual([0, true]);
});

test('its credentials are a secret: they come from elsewhere', async () => {
  const { host } = await startProxy(carrierPort());
  const inClear = await doctor(profile({ proxy: `http://us:s3cret@${host}` }));
  expect([inClear.code, inClear.data + inClear.messages]).toEqual([1, expect.not.stringContaining('s3cret')]);
  expect(inClear.data + inClear.messages).toContain('profiles.acme.proxy: must not be in clear here');
  const referred = await doctor(profile({ proxy: { env: 'OUR_PROXY' } }), { OUR_PROXY: `http://us:s3cret@${host}` });
  expect([referred.code, referred.data]).toEqual([0, expect.not.stringContaining('s3cret')]);
});

test.each([
  ['a proxy that is no URL', { proxy: 'proxy:3128' }, 'must be a URL of http: or https:'],
  ['a proxy of another kind', { proxy: 'socks5://127.0.0.1:1' }, 'must be a URL of http: or https:'],
])('%s', async (_, more, says) => {
  const { code, data } = await doctor(profile(more));
  expect([code, data]).toEqual([1, expect.stringContaining(says)]);
});

test('where a proxy opens TLS, doctor names NODE_EXTRA_CA_CERTS', async () => {
  const { key, cert } = await newCertificate();
  const opening = createTlsServer({ key, cert }, (socket) => socket.destroy()).on('tlsClientError', () => undefined);
  opening.listen(0, '127.0.0.1');
  await once(opening, 'listening');
  onTestFinished(() => void opening.close());
  const { host } = await startProxy((opening.address() as AddressInfo).port);
  const { code, data } = await doctor(profile({ baseUrl: 'https://carrier.invalid' }), {
    HTTPS_PROXY: `http://${host}`,
  });
  expect(code).toBe(1);
  expect(data).toContain('✗ acme address: ');
  expect(data).toContain('NODE_EXTRA_CA_CERTS');
});
