import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ending, openSession, type Session } from './session.ts';

let session: Session;
let json: string;

beforeAll(async () => {
  session = await openSession();
  json = await readFile(join(session.folder, 'new-credentials.json'), 'utf8');
});
afterAll(() => session.close());

/** Runs `list` on the profile `new` or `old` with other sources of its credentials. */
async function listFrom(profile: 'new' | 'old', options: object): Promise<Ending> {
  await session.write('ci.config.json', { profiles: { ci: { ...session.profiles[profile], ...options } } });
  return session.run('list --config ci.config.json --json');
}

describe('the key file of a carrier', () => {
  test.each([
    ['in a file with a BOM', 'bom.json', (text: string) => `\uFEFF${text}`],
    ['in UTF-16, as PowerShell writes it', 'utf16.json', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in a file .JSON', 'upper.JSON', (text: string) => text],
    ['in a file without an ending', 'plain', (text: string) => text],
    ['as base64 in a file', 'key.b64', (text: string) => `${Buffer.from(text).toString('base64')}\r\n`],
  ])('%s', async (_, file, write) => {
    await session.write(file, write(json));
    expect(await listFrom('new', { credentials: { file: `./${file}` } })).toEqual({ code: 0, data: '', messages: '' });
  });

  test.each([
    ['whole', (text: string) => text],
    ['with a BOM and a line end', (text: string) => `\uFEFF${text}\r\n`],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in quotes', (text: string) => `'${text}'`],
  ])('in one variable, %s', async (_, write) => {
    session.environment['CI_KEY'] = write(json);
    expect(await listFrom('new', { credentials: { env: 'CI_KEY' } })).toEqual({ code: 0, data: '', messages: '' });
  });

  test('field by field', async () => {
    const { account_id, key_id, private_key } = JSON.parse(json) as Record<string, string>;
    const escaped = `"${private_key?.replaceAll('\n', String.raw`\\n`)}"\n`;
    Object.assign(session.environment, { CI_ACCOUNT: `${account_id}\n`, CI_ID: ` ${key_id}\r\n`, CI_KEY: escaped });
    const credentials = { accountId: { env: 'CI_ACCOUNT' }, keyId: { env: 'CI_ID' }, privateKey: { env: 'CI_KEY' } };
    expect(await listFrom('new', { credentials })).toEqual({ code: 0, data: '', messages: '' });
  });

  test.each([
    ['{ "account_id": 1,\n "key_id": }', 'the file odd.json:2 is not JSON: value expected'],
    ['{ "account_id": 1,\n "account_id": 2 }', 'the file odd.json:2: account_id is already given in line 1'],
    ['', 'the file odd.json is empty'],
    [Buffer.from('{ "key_id": "caf\u00E9" }', 'latin1'), 'the file odd.json is not UTF-8 in line 1'],
    ['{ "account_id": 1, "key_id": "k", "private_key": "PEM" }', 'contains no “-----BEGIN PRIVATE KEY-----”'],
  ])('%s: the message says what is wrong', async (text, says) => {
    await session.write('odd.json', text);
    const { code, messages } = await listFrom('new', { credentials: { file: 'odd.json' } });
    expect([code, messages]).toEqual([1, expect.stringContaining(says)]);
  });
});

describe('a token', () => {
  test.each(['\n', '\r\n', ' \t', '\uFEFF'])('is trimmed: %j', async (blank) => {
    const token = session.environment['OLD_TOKEN'] ?? '';
    session.environment['CI_TOKEN'] = blank + token + blank;
    expect(await listFrom('old', { authToken: { env: 'CI_TOKEN' } })).toEqual({ code: 0, data: '', messages: '' });
    await session.write('token.txt', blank + token + blank);
    expect(await listFrom('old', { authToken: { file: 'token.txt' } })).toEqual({ code: 0, data: '', messages: '' });
  });

  test('in UTF-16, as PowerShell writes it', async () => {
    const token = session.environment['OLD_TOKEN'] ?? '';
    await session.write('token.txt', Buffer.from(`\uFEFF${token}\r\n`, 'utf16le'));
    expect(await listFrom('old', { authToken: { file: 'token.txt' } })).toEqual({ code: 0, data: '', messages: '' });
  });

  test('a blank one is said to be blank', async () => {
    session.environment['CI_TOKEN'] = '\r\n';
    const { messages } = await listFrom('old', { authToken: { env: 'CI_TOKEN' } });
    expect(messages).toContain('profiles.ci.authToken: the variable CI_TOKEN is blank');
    await session.write('token.txt', ' \n');
    const file = await listFrom('old', { authToken: { file: 'token.txt' } });
    expect(file.messages).toContain('profiles.ci.authToken: the file token.txt is empty');
  });
});

describe('what stands where a name belongs', () => {
  test.each([
    '3f9a8b7c6d5e4f3a2b1c',
    'sk_live_abcDEF123',
    'TOPSECRET',
    'ABCDEFGH2345IJKL',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    'qL8/x2+Zr0aB==',
    '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----',
    '$ACME_AUTH_TOKEN',
  ])('%j is never shown', async (secret) => {
    for (const source of ['env', 'file']) {
      for (const json of [[], ['--json']]) {
        await session.write('ci.config.json', {
          profiles: { ci: { ...session.profiles.old, authToken: { [source]: secret } } },
        });
        const { code, data, messages } = await session.run('list --config ci.config.json', ...json);
        expect([code, data]).toEqual([1, '']);
        expect(messages).toContain(`${source === 'env' ? 'variable' : 'file'} named here`);
        expect(messages).not.toContain(secret.slice(0, 12));
      }
    }
  });

  test.each([
    ['env', 'ACME_AUTH_TOKEN', 'the variable ACME_AUTH_TOKEN is not set'],
    ['env', 'CI_2_TOKEN_V2', 'the variable CI_2_TOKEN_V2 is not set'],
    ['file', '/run/secrets/acme-token', 'the file /run/secrets/acme-token cannot be read (ENOENT)'],
    ['file', '../keys/token.txt', 'the file ../keys/token.txt cannot be read (ENOENT)'],
    ['file', 'C:/keys/token.JSON', 'the file C:/keys/token.JSON cannot be read (ENOENT)'],
  ])('a name is: %s %s', async (source, name, says) => {
    const { messages } = await listFrom('old', { authToken: { [source]: name } });
    expect(messages).toContain(says);
  });
});
