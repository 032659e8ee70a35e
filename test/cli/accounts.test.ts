import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readText } from '../house/project-files.ts';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
beforeEach(() => {
  session.vobiz.control.reset();
  session.voximplant.control.reset();
});
afterAll(() => session.close());

async function create(more: string): Promise<{ id: string }> {
  const { data } = await session.run(`create --profile old --json ${more}`);
  return linesOf<{ id: string }>(data)[0] ?? { id: '' };
}

describe('one account', () => {
  test('create keeps the credentials in a file that only its owner reads, and prints none', async () => {
    const { code, data, messages } = await session.run('create --profile old --name Acme --grant calls --json');
    expect(code).toBe(0);
    const [subUser] = linesOf(data);
    expect(subUser).toMatchObject({ carrier: 'vobiz', name: 'Acme', status: 'active', grants: ['calls'] });
    const files = await readdir(session.folder);
    const file = files.find((name) => name.endsWith('.credentials.ndjson')) ?? '';
    expect(messages).toContain(file);
    const path = join(session.folder, file);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const [kept] = linesOf<{ login: string; secret: string }>(await readFile(path, 'utf8'));
    expect(session.vobiz.control.authenticates(kept?.login ?? '', kept?.secret ?? '')).toBe(true);
    expect(data + messages).not.toContain(kept?.secret);
  });

  test('create seals, and a sealed file opens with the private key alone', async () => {
    await session.run('secrets keygen --out keys');
    const seal = '--seal made.jwe --recipient keys/public.jwk.json';
    const made = await session.run(`create --profile new --name support-1 ${seal} --json`);
    expect(made.code).toBe(0);
    const open = 'secrets open made.jwe --key keys/private.jwk.json --json';
    const hidden = await session.run(open);
    expect(linesOf(hidden.data)).toEqual([
      { carrier: 'voximplant', id: '109', login: 'support-1', secret: '[secret]' },
    ]);
    const shown = await session.run(`${open} --reveal`);
    const [{ login, secret } = { login: '', secret: '' }] = linesOf<{ login: string; secret: string }>(shown.data);
    expect(session.voximplant.control.authenticates(login, secret)).toBe(true);
    expect(await readFile(join(session.folder, 'made.jwe'), 'utf8')).not.toContain(secret);
    const exported = await session.run('secrets export made.jwe --key keys/private.jwk.json --out clear.ndjson');
    expect(exported.code).toBe(0);
    expect(linesOf(await readFile(join(session.folder, 'clear.ndjson'), 'utf8'))).toEqual([
      { carrier: 'voximplant', id: '109', login: 'support-1', secret },
    ]);
    expect((await session.run('secrets export made.jwe --key keys/private.jwk.json --out clear.ndjson')).code).toBe(1);
    const again = await session.run('secrets keygen --out keys');
    expect([again.code, again.messages]).toEqual([
      1,
      expect.stringContaining('keys/private.jwk.json cannot be written: it already exists'),
    ]);
    const alone = await session.run('create --profile new --name support-2 --seal made.jwe');
    expect(alone.messages).toContain('--seal and --recipient go together');
  });

  test('a lost reply is settled: exactly one', async () => {
    session.vobiz.control.failNext({ operation: 'create', fault: 'drop-after-apply' });
    const { code } = await session.run('create --profile old --name Acme --if-unknown settle');
    expect(code).toBe(0);
    expect(linesOf((await session.run('list --profile old --json')).data)).toHaveLength(1);
  });

  test('the secret in a reply that does not fit is kept', async () => {
    const server = createServer((_, reply) => {
      reply.writeHead(201, { 'content-type': 'application/json' });
      reply.end(JSON.stringify({ auth_credentials: { auth_token: 'only-copy' } }));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await session.write('odd.config.json', {
      profiles: {
        odd: {
          carrier: 'vobiz',
          authId: 'MA_X',
          authToken: { env: 'OLD_TOKEN' },
          baseUrl: `http://127.0.0.1:${port}`,
        },
      },
    });
    const line = 'create --config odd.config.json --profile odd --name Acme --if-unknown throw';
    const { code, data, messages } = await session.run(line);
    const sealed = await session.run(`${line} --seal odd.jwe --recipient keys/public.jwk.json`);
    server.close();
    expect(sealed.code).toBe(1);
    const opened = await session.run('secrets open odd.jwe --key keys/private.jwk.json --json --reveal');
    expect(linesOf(opened.data)).toMatchObject([{ secret: 'only-copy' }]);
    expect([code, data]).toEqual([1, '']);
    expect(messages).toContain('error (unexpected-response)');
    expect(messages).not.toContain('only-copy');
    const file = (await readdir(session.folder)).find((name) => name.startsWith('odd-')) ?? '';
    expect(linesOf(await readFile(join(session.folder, file), 'utf8'))).toMatchObject([
      { carrier: 'vobiz', id: '', login: '', secret: 'only-copy' },
    ]);
  });

  test('Ctrl+C during a create: the reply is awaited, and its secret is kept', async () => {
    session.vobiz.control.failNext({ operation: 'create', fault: 'slow', delayMs: 300 });
    const running = session.run('create --profile old --name Acme --json');
    await expect.poll(() => session.vobiz.control.requests.length).toBe(1);
    session.interrupt();
    const { code, data, messages } = await running;
    expect(code).toBe(0);
    expect(linesOf(data)).toHaveLength(1);
    expect(messages).toContain('Waiting for the reply');
    expect(messages).toContain('.credentials.ndjson');
  });

  test('a broken rule: exit 1, every rule, and nothing was sent or left behind', async () => {
    const before = await readdir(session.folder);
    const { code, data, messages } = await session.run('create --profile new --name 1é --email a@b.example');
    expect(code).toBe(1);
    expect(data).toBe('');
    expect(messages).toBe(
      'error (unsupported): voximplant create of “1é”: not sent\n' +
        '  name: must have at least 5 characters, has 2\n' +
        '  name: must begin with one of [a-z]\n' +
        '  name: may only have characters of [a-z0-9_-]\n' +
        '  email: this carrier cannot hold it\n',
    );
    expect(session.voximplant.control.requests).toEqual([]);
    expect(await readdir(session.folder)).toEqual(before);
  });

  test('get, update, suspend, resume and delete, by id, name and reference', async () => {
    const { id } = await create('--name Acme --reference acme-1 --description Desk');
    expect(linesOf((await session.run(`get --profile old ${id} --json`)).data)[0]).toMatchObject({ id, name: 'Acme' });
    const byReference = await session.run('update --profile old acme-1 --by-reference --grant cdr --json');
    expect(linesOf(byReference.data)[0]).toMatchObject({
      id,
      grants: ['cdr'],
      description: 'Desk',
      reference: 'acme-1',
    });
    const suspended = await session.run('suspend --profile old Acme --by-name --json');
    expect(linesOf(suspended.data)[0]).toMatchObject({ id, status: 'disabled' });
    expect(linesOf((await session.run('list --profile old --status active --json')).data)).toEqual([]);
    expect(linesOf((await session.run(`resume --profile old ${id} --json`)).data)[0]).toMatchObject({
      status: 'active',
    });
    const unasked = await session.run(`delete --profile old ${id}`);
    expect(unasked.code).toBe(1);
    expect(unasked.messages).toContain('Pass --yes to confirm');
    expect(linesOf((await session.run(`delete --profile old ${id} --yes --json`)).data)).toEqual([{ deleted: id }]);
    const gone = await session.run(`get --profile old ${id} --json`);
    expect(gone.code).toBe(1);
    expect(JSON.parse(gone.messages)).toMatchObject({ error: { code: 'not-found' } });
    expect((await session.run('get --profile old nobody --by-name')).messages).toContain('no sub-user with the name');
  });

  test('tables for people', async () => {
    await session.run('create --profile old --name', 'Line\u200BBreak', '--grant', 'calls');
    const { data } = await session.run('list --profile old');
    expect(data).toContain('│ Line\\u{200b}Break │ active │');
    expect(await session.run('list --profile new')).toEqual({ code: 0, data: '', messages: 'No sub-users.\n' });
    expect((await session.run('grants --profile old')).data).toContain('│ calls │    │ yes          │');
    expect(linesOf((await session.run('grants --profile new --json')).data)).toContainEqual({
      name: 'Supervisor',
      id: expect.stringMatching(/^\d+$/u),
      assignable: true,
    });
    const { data: carriers } = await session.run('carriers');
    expect(carriers).toContain(
      '│ email              │ read-write         │ read-write         │ –                   │',
    );
    expect(linesOf((await session.run('carriers --json')).data)[2]).toMatchObject({ profile: 'new', kind: 'operator' });
  });
});

describe('wrong command lines', () => {
  test.each([
    ['lsit', "unknown command 'lsit'\n(Did you mean list?)"],
    ['list --profile old --jsno', "unknown option '--jsno'\n(Did you mean --json?)"],
    ['list', 'has several profiles: name one with --profile, or in SUBUSER_PROFILE (old, other, new)'],
    ['list --proflie old', "unknown option '--proflie'\n(Did you mean --profile?)\n(add --help"],
    ['get x --profile old --by-name --by-reference', "'--by-reference' cannot be used with option '--by-name'"],
    ['migrate verify plan.json --json --csv', "'--csv' cannot be used with option '--json'"],
    ['migrate pan', "unknown command 'pan'\n(Did you mean plan?)"],
    ['list --profile old --status odd', 'Allowed choices are active, disabled, blocked'],
    ['import in.csv --profile old --concurrency many', 'It must be a whole number from 1.'],
    ['migrate apply plan.json --seal a --recipient b --concurrency 0', 'It must be a whole number from 1.'],
    ['migrate apply plan.json --seal a --recipient b --rate fast', 'It must be a number above 0.'],
    ['list --profile odl', 'has no profile “odl”; there are: old, other, new'],
  ])('%s', async (line, says) => {
    const { code, data, messages } = await session.run(line);
    expect(code).toBe(1);
    expect(data).toBe('');
    expect(messages).toContain(says);
  });

  test('--version is that of the package', async () => {
    const { version } = JSON.parse(readText('packages/cli/package.json')) as { version: string };
    expect(await session.run('--version')).toEqual({ code: 0, data: `${version}\n`, messages: '' });
  });

  test('help has an example, goes to stdout, and is not an error', async () => {
    for (const line of ['--help', 'create --help', 'migrate apply --help', 'secrets --help']) {
      const { code, data } = await session.run(line);
      expect(code).toBe(0);
      expect(data).toContain('Usage: subuser');
    }
    expect((await session.run('create --help')).data).toContain('Example:\n  $ subuser create --profile main');
  });

  test.each([
    [['complete', 'bash'], '# bash completion for subuser'],
    [['complete', 'zsh'], '#compdef subuser'],
    [['complete', 'fish'], '# fish completion for subuser'],
    [['complete', '--', 'migrate', 'ver'], 'verify\tcompare both accounts'],
    [['complete', '--', 'list', '--status', ''], 'disabled'],
  ])('%j', { timeout: 30_000 }, async (parameters, says) => {
    // The completion library writes to the process itself.
    const main = new URL('main.ts', import.meta.resolve('subuser')).pathname;
    const node = ['--conditions=@subuser/source', main, ...parameters];
    const { stdout } = await promisify(execFile)(process.execPath, node);
    expect(stdout).toContain(says);
  });
});

describe('configuration', () => {
  const config = (content: string | object): Promise<string> => session.write('other.config.json', content);

  test.each([
    [
      '{\n  "profiles": {\n    "a": { "carrier": "vobiz", "authToken": "in-the-clear" }\n  }\n}',
      'other.config.json:3: profiles.a.authToken: must not be in clear here: write { "env": "NAME" }',
    ],
    [
      '{\n  "profiles": {\n    "a": { "carrier": "voximplant",\n "credentials": { "private_key": "x" } } } }',
      'other.config.json:4: profiles.a.credentials.private_key: must not be in clear',
    ],
    ['{\n  "profiles": {\n    "a": [}\n}', 'other.config.json:3: is not JSON: value expected'],
    ['', 'other.config.json:1: is not JSON: value expected'],
    ['{ "profiles": {}, "carrier": 1 }', 'carrier: is not a known field'],
    [
      '{\n "profiles": { "a": {\n "carrier": "vobiz", "authId": "MA_X",\n "authToken": { "env": "NOT_SET" } } } }',
      'other.config.json:4: profiles.a.authToken: the variable NOT_SET is not set',
    ],
    [
      '{\n "profiles": { "a": {\n "carrier": "vobiz",\n "authId": "SA_X", "authToken": { "env": "OLD_TOKEN" } } } }',
      'other.config.json:4: profiles.a.authId: must look like MA_… (usually set from VOBIZ_AUTH_ID)',
    ],
    [
      '{ "profiles": { "a": { "carrier": "voximplant", "credentials": { "file": "no-such.json" } } } }',
      'the file no-such.json cannot be read',
    ],
    ['{ "profiles": {} }', 'other.config.json:1: profiles: must contain the accounts by name, each with its carrier'],
    ['{ "profiles": { "a": 5 } }', 'profiles.a: must be an object with the carrier of the account'],
    ['{ "profiles": { "a": {} } }', 'profiles.a.carrier: must name the carrier of the account'],
    [
      '{ "profiles": { "a": { "carrier": "vobiz", "authToken": { "env": "OLD_TOKEN", "file": "x" } } } }',
      'profiles.a.authToken: must be { "env": "NAME" } or { "file": "PATH" } and nothing beside it',
    ],
    [
      '{ "profiles": { "a": { "carrier": "vobiz", "authToken": { "env": 7 } } } }',
      'profiles.a.authToken: must be { "env": "NAME" }',
    ],
    ['{ "profiles": { "a": { "carrier": "telex" } } }', 'profiles.a.carrier: must be one of vobiz, voximplant'],
    [
      '{ "profiles": {\n "a": { "carrier": "vobiz",\n "authId": "MA_X",\n "authId": "MA_Y" } } }',
      'other.config.json:4: profiles.a.authId: is already given in line 3: keep one of the two',
    ],
    [
      '{ "profiles": {\n "a": { "carrier": "vobiz" },\n "a": { "carrier": "voximplant" } } }',
      'other.config.json:3: profiles.a: is already given in line 2',
    ],
  ])('%s', async (text, says) => {
    await config(text);
    const { code, messages } = await session.run('list --profile a --config other.config.json');
    expect(code).toBe(1);
    expect(messages).toContain(says);
    expect(messages).not.toContain('in-the-clear');
  });

  test('the file and the profile come from options, or else from the environment', async () => {
    const { old, new: other } = session.profiles;
    await session.write('one.config.json', { profiles: { only: old } });
    await session.write('two.config.json', { profiles: { old, new: other } });
    const { environment } = session;
    const seen = async (line: string): Promise<unknown> => linesOf((await session.run(line)).data)[0]?.['name'];
    await session.run('create --config one.config.json --name Acme');
    expect(await seen('list --config one.config.json --json')).toBe('Acme');
    Object.assign(environment, { SUBUSER_CONFIG: 'two.config.json', SUBUSER_PROFILE: 'new' });
    try {
      expect(await seen('list --json')).toBeUndefined();
      expect(await seen('list --profile old --json')).toBe('Acme');
      expect((await session.run('list --config one.config.json')).messages).toContain('has no profile “new”');
    } finally {
      delete environment['SUBUSER_CONFIG'];
      delete environment['SUBUSER_PROFILE'];
    }
  });

  test('no file at all', async () => {
    const { code, messages } = await session.run('list --profile a --config none.json');
    expect(code).toBe(1);
    expect(messages).toContain('none.json cannot be read (ENOENT)');
  });

  test('a comment, a BOM and a trailing comma are accepted', async () => {
    const text = await readFile(join(session.folder, 'subuser.config.json'), 'utf8');
    await config(`\uFEFF// mine\n${text.replace(/\}\s*$/u, ', }')}`);
    const { code, messages } = await session.run('list --profile new --config other.config.json --json');
    expect([code, messages]).toEqual([0, '']);
  });
});

describe('doctor', () => {
  test('all is well', async () => {
    const { code, data } = await session.run('doctor');
    expect(code).toBe(0);
    expect(data.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(15);
    expect(data).not.toMatch(/[✗!]/u);
    expect(data).toContain('✓ old clock: agrees with the carrier’s\n');
  });

  test.each([
    [20_000, /^✓ old clock: (?:19|20|21) s ahead of the carrier’s$/mu],
    [-20_000, /^✓ old clock: (?:19|20|21) s behind the carrier’s$/mu],
    [90_000, /^! old clock: (?:89|90|91) s ahead of the carrier’s\. A carrier may refuse signed tokens .+ NTP\.$/mu],
  ])('a clock that is %i ms off', async (offsetMs, says) => {
    // Node's own clock, from which its server dates replies, keeps running.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offsetMs });
    try {
      const { code, data } = await session.run('doctor');
      expect(data).toMatch(says);
      expect(code).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('wrong credentials, a wrong address, a wrong profile', async () => {
    await session.write('sick.config.json', {
      profiles: {
        badToken: {
          carrier: 'vobiz',
          authId: session.vobiz.credentials.authId,
          authToken: { env: 'OTHER_TOKEN' },
          baseUrl: session.vobiz.origin,
        },
        deaf: {
          carrier: 'vobiz',
          authId: 'MA_X',
          authToken: { env: 'OLD_TOKEN' },
          baseUrl: 'http://127.0.0.1:1',
          retries: { attempts: 1 },
        },
        empty: { carrier: 'vobiz' },
      },
    });
    const { code, data } = await session.run('doctor --config sick.config.json --json');
    expect(code).toBe(1);
    const findings = linesOf<{ profile: string; check: string; ok: boolean; says: string }>(data);
    expect(findings.filter(({ ok }) => !ok).map(({ profile, check }) => [profile, check])).toEqual([
      ['badToken', 'credentials'],
      ['deaf', 'address'],
      ['empty', 'configuration'],
    ]);
    expect(findings.find(({ profile, ok }) => profile === 'badToken' && !ok)?.says).toContain('Check the credentials');
  });
});
