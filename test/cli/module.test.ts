import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTincan, type Tincan } from '../../docs/examples/third-carrier/tincan-server.ts';
import { linesOf, openSession, type Session } from './session.ts';

const adapter = fileURLToPath(new URL('../../docs/examples/third-carrier/tincan-carrier.ts', import.meta.url));

let session: Session;
let tincan: Tincan;

const account = (more: object = {}): object => ({
  module: './tincan.js',
  baseUrl: tincan.origin,
  apiKey: { env: 'TINCAN_API_KEY' },
  ...more,
});

/** A configuration with a profile of the emulated carriers and one more. */
async function configure(tin: object): Promise<void> {
  const { old } = session.profiles;
  await session.write('tincan.config.json', { profiles: { old, tin } });
}

beforeAll(async () => {
  session = await openSession();
  tincan = await startTincan();
  Object.assign(session.environment, { SUBUSER_CONFIG: 'tincan.config.json', TINCAN_API_KEY: tincan.apiKey });
  await session.write('tincan.js', `export * from ${JSON.stringify(adapter)};\n`);
  await session.run('secrets keygen --out keys');
});
afterAll(async () => {
  await tincan.close();
  await session.close();
});

test('an adapter that is a file: import, list, carriers, doctor', async () => {
  await configure(account());
  await session.write('in.csv', 'name,grants\nalice,ring\nbrian,ring|listen\n');
  const imported = await session.run('import in.csv --profile tin --seal in.jwe --recipient keys/public.jwk.json');
  expect([imported.code, imported.messages]).toEqual([0, '2 created, 0 failed.\n']);
  const listed = await session.run('list --profile tin --json');
  expect(linesOf(listed.data)).toMatchObject([
    { carrier: 'tincan', name: 'alice', grants: ['ring'] },
    { carrier: 'tincan', name: 'brian', grants: ['ring', 'listen'] },
  ]);
  const opened = await session.run('secrets open in.jwe --key keys/private.jwk.json --json --reveal');
  for (const { login, secret } of linesOf<{ login: string; secret: string }>(opened.data))
    expect(tincan.letsIn(login, secret)).toBe(true);
  expect((await session.run('carriers')).data).toContain('tin (tincan)');
  expect((await session.run('doctor')).data).toContain('✓ tin credentials: accepted\n');
  for (const { id } of linesOf(listed.data)) await session.run(`delete --profile tin ${String(id)} --yes`);
});

test('a whole migration to it', async () => {
  await configure(account());
  session.vobiz.control.seed(5);
  await session.write('map.json', {
    version: 1,
    grants: { calls: ['ring'], cdr: ['listen'] },
    inheritedGrants: [],
    disabled: 'activate',
  });
  const planned = await session.run('migrate plan --from old --to tin --map map.json --out plan.json --json');
  expect([planned.code, linesOf(planned.data)]).toMatchObject([2, [{ create: 5, blocked: 0 }]]);
  const seal = '--seal moved.jwe --recipient keys/public.jwk.json';
  const applied = await session.run(`migrate apply plan.json ${seal} --json`);
  expect([applied.code, linesOf(applied.data)]).toMatchObject([0, [{ done: 5, left: 0, failed: [] }]]);
  expect((await session.run('migrate status plan.json')).code).toBe(0);
  expect((await session.run('migrate verify plan.json')).code).toBe(0);
  const opened = await session.run('secrets open moved.jwe --key keys/private.jwk.json --json --reveal');
  const credentials = linesOf<{ login: string; secret: string }>(opened.data);
  expect(credentials.filter(({ login, secret }) => tincan.letsIn(login, secret))).toHaveLength(5);
  expect((await session.run('migrate undo plan.json --yes')).code).toBe(0);
  expect((await session.run('list --profile tin --json')).data).toBe('');
});

test('an adapter that is a package, installed beside the configuration', async () => {
  const folder = join(session.folder, 'node_modules', 'subuser-tincan');
  await mkdir(folder, { recursive: true });
  const manifest = { name: 'subuser-tincan', type: 'module', exports: { import: './index.js' } };
  await session.write('node_modules/subuser-tincan/package.json', manifest);
  await session.write('node_modules/subuser-tincan/index.js', `export * from ${JSON.stringify(adapter)};\n`);
  await configure(account({ module: 'subuser-tincan' }));
  expect(await session.run('list --profile tin --json')).toEqual({ code: 0, data: '', messages: '' });
});

test('a secret in clear is refused as the adapter declares it, with its line', async () => {
  await configure(account({ apiKey: tincan.apiKey }));
  const { code, data, messages } = await session.run('list --profile tin');
  expect([code, data]).toEqual([1, '']);
  expect(messages).toMatch(/tincan\.config\.json:\d+: profiles\.tin\.apiKey: must not be in clear here/u);
  expect(messages).not.toContain(tincan.apiKey);
});

const descriptor = `{
  name: 'odd', label: 'Odd', traits: {}, environment: {},
  options: tincanCarrier.options,
  create: ({ apiKey }) => { throw new TypeError('Cannot use ' + apiKey); },
}`;

test.each([
  ['none.js', undefined, 'cannot be found: name a file relative to this one, or an installed package'],
  ['empty.js', 'export const traits = {};', 'must export one Carrier (see docs/adding-a-carrier.md), but exports none'],
  ['two.js', `export const a = ${descriptor}; export const b = ${descriptor};`, 'but exports 2: odd, odd'],
  ['fails.js', "throw new Error('needs a licence');", 'fails to load: needs a licence'],
  ['odd.js', `export const odd = ${descriptor};`, 'odd configure: its adapter failed to open the account: TypeError\n'],
])('a module that does not work: %s', async (file, text, says) => {
  if (text !== undefined) await session.write(file, `import { tincanCarrier } from './tincan.js';\n${text}\n`);
  await configure(account({ module: `./${file}` }));
  const { code, data, messages } = await session.run('list --profile tin');
  expect([code, data]).toEqual([1, '']);
  expect(messages).toContain(says);
  expect(messages).not.toContain(tincan.apiKey);
});

test.each([
  [{ module: './tincan.js', carrier: 'vobiz' }, 'profiles.tin.module: cannot be combined with carrier'],
  [{ module: '' }, 'profiles.tin.module: must name a file or a package'],
  [{ module: './tincan.js', apiKey: { env: 'TINCAN_API_KEY' }, colour: 'red' }, 'profiles.tin.colour: is not a known'],
])('%j', async (profile, says) => {
  await configure(profile);
  const { code, messages } = await session.run('list --profile tin');
  expect([code, messages]).toEqual([1, expect.stringContaining(says)]);
});
