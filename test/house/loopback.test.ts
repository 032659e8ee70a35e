import { execFile } from 'node:child_process';
import dns, { lookup } from 'node:dns';
import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get as getByHttp, type Server } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { get as getByHttps } from 'node:https';
import { type AddressInfo, connect, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import nock from 'nock';
import { Agent, request } from 'undici';
import { afterAll, describe, expect, test } from 'vitest';
import { isLoopback, takeRefusals } from '../support/loopback-guard.ts';

// nock is active as soon as it is imported, and would intercept requests before the guard sees them.
nock.restore();

const name = 'carrier.example';
const refusal = (target: string): string => `A test tried to reach ${target}; only loopback is allowed`;

/** The innermost error: clients wrap the guard's in their own. */
async function failureOf(attempt: () => unknown): Promise<unknown> {
  try {
    const made = await attempt();
    if (made instanceof EventEmitter) await new Promise((_resolve, reject) => made.once('error', reject));
  } catch (error) {
    let inner = error;
    while (inner instanceof Error && inner.cause !== undefined) inner = inner.cause;
    return inner;
  }
  return 'no failure';
}

const failureMessage = async (attempt: () => unknown): Promise<unknown> => {
  const failure = await failureOf(attempt);
  return failure instanceof Error ? failure.message : failure;
};

const attempts: Record<string, () => unknown> = {
  'undici request': () => request(`https://${name}/`),
  'undici request through an Agent of its own': () => request(`http://${name}/`, { dispatcher: new Agent() }),
  'global fetch': () => fetch(`https://${name}/`),
  'node:http': () => getByHttp(`http://${name}/`),
  'node:https': () => getByHttps(`https://${name}/`),
  'node:http2': () => connectHttp2(`https://${name}`),
  'node:tls': () => connectTls({ host: name, port: 443 }),
  'node:tls (port, host)': () => connectTls(443, name),
  'node:net (port, host)': () => connect(443, name),
  'node:net (options)': () => connect({ host: name, port: 443 }),
  'Socket.connect (port, host)': () => new Socket().connect(443, name),
  'Socket.connect (options)': () => new Socket().connect({ host: name, port: 443 }),
  'dns.lookup': () => promisify(lookup)(name),
  'dns.promises.lookup': () => dns.promises.lookup(name),
};

async function connected(socket: Socket): Promise<boolean> {
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.destroy();
  return true;
}

const servers: Server[] = [];

async function serve(listenOn: string | undefined): Promise<Server> {
  const server = createServer((_incoming, outgoing) => outgoing.end('here'));
  servers.push(server);
  await new Promise<void>((resolve) =>
    listenOn === undefined ? server.listen(0, '127.0.0.1', resolve) : server.listen(listenOn, resolve),
  );
  return server;
}

afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

describe('a test is refused', () => {
  test.each(Object.keys(attempts))('%s to a name', async (way) => {
    expect(await failureMessage(attempts[way] ?? expect.unreachable)).toBe(refusal(name));
    expect(takeRefusals()).toEqual([refusal(name)]);
  });

  test.each([
    '192.0.2.1',
    '0.0.0.0',
    '2001:db8::1',
    '::ffff:192.0.2.1',
    '127.1',
    'localhost.example',
    'invalid.example',
  ])('a connection to %s', async (host) => {
    expect(await failureMessage(() => connect({ host, port: 9 }))).toBe(refusal(host));
    expect(takeRefusals()).toEqual([refusal(host)]);
  });

  test('localhost, where a look-up of its own would say what that is', async () => {
    const elsewhere = refusal('localhost through a look-up of its own');
    const options = { host: 'localhost', port: 9, lookup: expect.unreachable };
    expect(await failureMessage(() => connect(options))).toBe(elsewhere);
    expect(takeRefusals()).toEqual([elsewhere]);
  });

  test('a name server, by every way to ask one', async () => {
    const ways = {
      'dns.resolve': () => dns.promises.resolve(name),
      'dns.resolve4': () => promisify(dns.resolve4)(name),
      'dns.resolveSrv': () => new dns.promises.Resolver().resolveSrv(name),
      'dns.reverse': () => new dns.Resolver().reverse('192.0.2.1', () => undefined),
      'dns.lookupService': () => dns.promises.lookupService('192.0.2.1', 80),
    };
    for (const [way, attempt] of Object.entries(ways))
      expect(await failureMessage(attempt)).toBe(refusal(`a name server by ${way}`));
    expect(takeRefusals()).toHaveLength(5);
  });

  test('what nock does not answer', async () => {
    nock.activate();
    nock(`https://${name}`).get('/known').reply(200, 'mocked');
    try {
      const known = await request(`https://${name}/known`);
      expect(await known.body.text()).toBe('mocked');
      expect(await failureMessage(() => request('https://other.example/'))).toBe(refusal('other.example'));
      expect(await failureMessage(() => fetch('http://other.example/'))).toBe(refusal('other.example'));
      expect(takeRefusals()).toEqual([refusal('other.example'), refusal('other.example')]);
    } finally {
      nock.restore();
    }
  });

  test('in a process of its own, where the guard is imported first', async () => {
    const guard = new URL('../support/loopback-guard.ts', import.meta.url).href;
    const script = `await fetch('https://${name}/').catch((error) => console.log(error.cause.message))`;
    const run = promisify(execFile)(process.execPath, ['--import', guard, '--input-type=module', '--eval', script]);
    expect((await run).stdout.trim()).toBe(refusal(name));
  });
});

describe('a refusal that the code under test swallows', () => {
  let reached = false;

  test.fails('fails its test all the same', async () => {
    expect(await failureMessage(() => connect(443, name))).toBe(refusal(name));
    reached = true;
  });

  test('and it was the guard that failed it', () => {
    expect(reached).toBe(true);
  });
});

describe('a test may reach', () => {
  test.each(['127.0.0.1', '127.0.0.2', '127.255.255.254', '::1', '::ffff:127.0.0.1', 'localhost', 'LOCALHOST'])(
    '%s',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  test('a server on loopback, by every client', async () => {
    const { port } = (await serve(undefined)).address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    expect(await (await request(origin)).body.text()).toBe('here');
    expect(await (await fetch(`http://localhost:${port}`)).text()).toBe('here');
    for (const open of [() => connect(port), () => connect(port, '127.0.0.1'), () => connect({ port })])
      expect(await connected(open())).toBe(true);
  });

  test('a Unix socket', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'subuser-'));
    const path = join(folder, 'socket');
    await serve(path);
    for (const open of [() => connect(path), () => connect({ path })]) expect(await connected(open())).toBe(true);
    await rm(folder, { recursive: true });
  });

  test('a name that never resolves, to be told so', async () => {
    const host = 'carrier.invalid';
    const told = { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host };
    expect(await failureOf(() => request(`https://${host}/`))).toMatchObject(told);
    expect(await failureOf(() => fetch(`https://${host}/`))).toMatchObject(told);
    expect(await failureOf(() => connect(443, host))).toMatchObject(told);
    expect(await failureOf(() => promisify(lookup)(host))).toMatchObject(told);
    expect(await failureOf(() => dns.promises.lookup(host))).toMatchObject(told);
  });
});
