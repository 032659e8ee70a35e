import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { emulators } from '@subuser/emulator';
import { runProgram } from 'subuser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

/** Runs `emulate` until it says how to stop it and `whenUp` has seen its output, then sends SIGINT. Returns the messages. */
async function emulate(line: string, whenUp: (output: string) => Promise<void>): Promise<string> {
  const output = new PassThrough();
  const messages = new PassThrough();
  let interrupt: () => void = () => undefined;
  const ended = runProgram({
    arguments: ['emulate', ...line.split(' ').filter((part) => part !== '')],
    environment: {},
    directory: session.folder,
    input: new PassThrough(),
    output,
    messages,
    onInterrupt(listener) {
      interrupt = listener;
      return () => undefined;
    },
  });
  let said = '';
  while (!said.includes('Ctrl+C')) {
    const [chunk] = (await once(messages, 'data')) as [Buffer];
    said += chunk.toString();
  }
  await whenUp(String(output.read()));
  interrupt();
  expect(await ended).toBe(0);
  return said;
}

test('every carrier answers at the options that it prints, until Ctrl+C', async () => {
  const origins: string[] = [];
  const messages = await emulate('--json --out emulated', async (output) => {
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
  await emulate('--out emulated', async () => undefined);
  expect(await contents()).toEqual(before);
  const [file = ''] = files;
  await writeFile(join(folder, file), 'something else');
  const { code, data, messages } = await session.run('emulate --out emulated');
  expect([code, data, messages]).toEqual([1, '', expect.stringContaining(file)]);
  expect(await readFile(join(folder, file), 'utf8')).toBe('something else');
});

test('shows no private key', async () => {
  const messages = await emulate('', async (output) => {
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
    await emulate(line, async (output) => {
      runs.push(identities(output));
    });
  expect(runs[0]).toHaveLength(Object.keys(emulators).length);
  expect(runs[0]).toEqual(runs[1]);
});

test('prints every switch of every carrier, and what can fail', async () => {
  await emulate('', async (output) => {
    for (const [carrier, start] of Object.entries(emulators)) {
      const { switches, operations, close } = await start();
      await close();
      for (const [name, { usual }] of Object.entries(switches))
        expect(output).toContain(`${carrier}.${name}=${String(usual)}`);
      for (const operation of operations) expect(output).toContain(operation);
    }
  });
});

interface Answer {
  status: number;
  body: string;
}

/** A client that knows https only. */
function getSecurely(url: string, ca: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { ca, headers, agent: false }, async (reply) => {
      resolve({ status: reply.statusCode ?? 0, body: await text(reply) });
    })
      .on('error', reject)
      .end();
  });
}

test('a client that only speaks https is answered, under the switches and faults of the command line', async () => {
  const line =
    '--tls --out secure --port 45180 --seed 4 --latency 1 --set vobiz.created=date --set vobiz.pageLimit=2 --fail vobiz.list=status,status=429';
  for (const _ of ['first run', 'second run']) {
    const messages = await emulate(line, async (output) => {
      const [vobiz = ''] = identities(output);
      const [, login = '', secret = ''] = /authId (\S+) {2}authToken (\S+)/u.exec(vobiz) ?? [];
      expect(output).toContain('https://127.0.0.1:45180');
      expect(output).toContain('https://127.0.0.1:45181');
      expect(output).toContain('vobiz.created=date ');
      const ca = await readFile(join(session.folder, 'secure', 'certificate.pem'), 'utf8');
      const list = () =>
        getSecurely(`https://localhost:45180/api/v1/accounts/${login}/sub-accounts/`, ca, {
          'x-auth-id': login,
          'x-auth-token': secret,
        });
      expect((await list()).status).toBe(429);
      const { status, body } = await list();
      const page = JSON.parse(body) as { sub_accounts: { created: string }[]; total: number; size: number };
      expect([status, page.total, page.size, page.sub_accounts.length]).toEqual([200, 4, 2, 2]);
      expect(page.sub_accounts[0]?.created).toMatch(/^\d{4}-\d\d-\d\d$/u);
    });
    expect(messages).toContain('Clients must trust secure/certificate.pem');
  }
  const key = await stat(join(session.folder, 'secure', 'certificate.key.pem'));
  expect(key.mode & 0o777).toBe(0o600);
});

test.each([
  ['--tls', '--tls needs --out'],
  ['--set vobiz.nope=1', '--set vobiz.nope=1: There is no switch "nope"; there are: createStatus, '],
  ['--set vobiz.createStatus=204', '"createStatus" must be one of: 201, 200; not "204"'],
  ['--set nobody.createStatus=200', 'It must be CARRIER.SWITCH=VALUE, with a carrier of: vobiz, voximplant'],
  ['--set vobiz.createStatus', 'It must be CARRIER.SWITCH=VALUE'],
  ['--fail create=nonsense', '--fail create=nonsense: There is no fault "nonsense"; there are: status, '],
  ['--fail AddSubUser=status', 'There is no operation "AddSubUser"; there are: list, create, '],
  ['--fail vobiz.changePassword=status', 'There is no operation "changePassword"; there are: list, create, '],
  ['--fail create=slow,delay=3', 'A fault has no "delay"; it may have: '],
  ['--port 99999', 'port 99999, for the emulator of vobiz, cannot be used'],
])('emulate %s says what there is, and leaves nothing running', async (line, message) => {
  const { code, data, messages } = await session.run(`emulate ${line}`);
  expect([code, data, messages]).toEqual([1, '', expect.stringContaining(message)]);
});
