import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { emulators } from '@subuser/emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emulate } from './emulating.ts';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

test('every carrier answers at the options that it prints, until Ctrl+C', async () => {
  const origins: string[] = [];
  const messages = await emulate(session.folder, '--json --out emulated', async (output) => {
    const [options = {}] = linesOf<Record<string, { baseUrl: string }>>(output);
    expect(Object.keys(options)).toEqual(Object.keys(emulators));
    const profiles = Object.entries(options).map(([carrier, more]) => [carrier, { carrier, ...more }]);
    // A configuration refuses secrets in clear, so every text comes from the environment.
    const written = JSON.stringify({ profiles: Object.fromEntries(profiles) }, (key, value: unknown) => {
      if (typeof value !== 'string' || ['carrier', 'baseUrl', 'file', 'env'].includes(key)) return value;
      session.environment[`EMULATED_${key}`] = value;
      return { env: `EMULATED_${key}` };
    });
    await session.write('emulated.json', written);
    for (const [carrier, { baseUrl }] of Object.entries(options)) {
      origins.push(baseUrl);
      const { code, data } = await session.run(`list --config emulated.json --profile ${carrier} --json`);
      expect([carrier, code, data]).toEqual([carrier, 0, '']);
    }
  });
  expect(messages).toContain('Ctrl+C stops the emulators.');
  for (const origin of origins) await expect(fetch(origin)).rejects.toThrow('fetch failed');
});

test('writes credentials for their owner only, and never over a file', async () => {
  const folder = join(session.folder, 'emulated');
  const files = await readdir(folder);
  const contents = (): Promise<string[]> => Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const before = await contents();
  expect(before.map((content) => typeof JSON.parse(content))).toContain('object');
  for (const file of files) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  // What an earlier run wrote is what this one would write.
  await emulate(session.folder, '--out emulated', async () => undefined);
  expect(await contents()).toEqual(before);
  const [file = ''] = files;
  await writeFile(join(folder, file), 'something else');
  const { code, data, messages } = await session.run('emulate --out emulated');
  expect([code, data, messages]).toEqual([1, '', expect.stringContaining(file)]);
  expect(await readFile(join(folder, file), 'utf8')).toBe('something else');
});

test('shows no private key', async () => {
  const messages = await emulate(session.folder, '', async (output) => {
    expect(output.match(/http:\/\/127\.0\.0\.1:\d+/gu)).toHaveLength(Object.keys(emulators).length);
    expect(output).not.toContain('PRIVATE KEY');
  });
  expect(messages).not.toContain('PRIVATE KEY');
});

/** The lines of the carriers, without their ports. */
const identities = (output: string): string[] => output.split('\n\n')[0]?.replaceAll(/:\d+/gu, '').split('\n') ?? [];

test('ids and credentials are the same on every run', async () => {
  const runs: string[][] = [];
  for (const line of ['--seed 3', '--seed 3'])
    await emulate(session.folder, line, async (output) => {
      runs.push(identities(output));
    });
  expect(runs[0]).toHaveLength(Object.keys(emulators).length);
  expect(runs[0]).toEqual(runs[1]);
});

test('prints every switch of every carrier, and what can fail', async () => {
  await emulate(session.folder, '', async (output) => {
    for (const [carrier, start] of Object.entries(emulators)) {
      const { switches, operations, close } = await start();
      await close();
      for (const [name, { usual }] of Object.entries(switches))
        expect(output).toContain(`${carrier}.${name}=${String(usual)}`);
      for (const operation of operations) expect(output).toContain(operation);
    }
  });
});

/** A server on any port of loopback, or undefined if the port is taken. */
function listenOn(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
const portOf = (server: Server | undefined): number => {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

test('--port is the first carrier’s, and each other one has the next', async () => {
  const count = Object.keys(emulators).length;
  for (;;) {
    const first = await listenOn(0);
    const port = portOf(first);
    const others = await Promise.all(Array.from({ length: count - 1 }, (_, index) => listenOn(port + index + 1)));
    for (const server of [first, ...others]) server?.close();
    if (others.includes(undefined)) continue;
    await emulate(session.folder, `--port ${port}`, async (output) => {
      const ports = [...output.matchAll(/127\.0\.0\.1:(\d+)/gu)].map(([, found]) => Number(found));
      expect(ports).toEqual(Array.from({ length: count }, (_, index) => port + index));
    });
    return;
  }
});

test('a port that is taken is named, and nothing is left running', async () => {
  const taken = await listenOn(0);
  const { code, messages } = await session.run(`emulate --port ${portOf(taken)}`);
  taken?.close();
  expect([code, messages]).toEqual([1, expect.stringContaining('cannot be used (EADDRINUSE): choose another --port')]);
});

test.each([
  ['--tls', '--tls needs --out'],
  ['--fail create=nonsense', '--fail create=nonsense: There is no fault "nonsense"; there are: status, '],
  ['--set nobody.one=1', 'It must be CARRIER.SWITCH=VALUE, with a carrier of: '],
  ['--fail teleport=status', 'There is no operation "teleport"; there are: list, create, '],
  ['--port 99999', 'port 99999, for the emulator of '],
  ['--fail create=slow,delay=3', 'A fault has no "delay"; it may have: '],
])('emulate %s says what there is, and leaves nothing running', async (line, message) => {
  const { code, data, messages } = await session.run(`emulate ${line}`);
  expect([code, data, messages]).toEqual([1, '', expect.stringContaining(message)]);
});
