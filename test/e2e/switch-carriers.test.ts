import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Credentials, openSubUsers } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { startVobizEmulator, startVoximplantEmulator } from '@subuser/emulator';
import { subUserModule, subUsersToken } from '@subuser/inversify';
import type { SubUserConfiguration } from '@subuser/profiles';
import { Container } from 'inversify';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { directory, provision } from '../../docs/examples/switch-carriers/app.ts';
import { type Accounts, configure } from '../../docs/examples/switch-carriers/config.ts';

const teams = [
  { key: 'team-1', name: 'Support desk' },
  { key: 'team-2', name: 'Łódź warehouse' },
];
const expected = {
  vobiz: ['team-1: Support desk (active), Support desk', 'team-2: Łódź warehouse (active), Łódź warehouse'],
  voximplant: ['team-1: support-desk (active), Support desk', 'team-2: lodz-warehouse (active), Łódź warehouse'],
};
const root = fileURLToPath(new URL('../..', import.meta.url));

const emulators = await Promise.all([startVobizEmulator(), startVoximplantEmulator()]);
const [vobiz, voximplant] = emulators;
const accounts: Accounts = {
  vobiz: { carrier: 'vobiz', ...vobiz.credentials, baseUrl: vobiz.origin },
  voximplant: { carrier: 'voximplant', credentials: voximplant.credentials, baseUrl: voximplant.origin },
};
afterAll(() => Promise.all(emulators.map((emulator) => emulator.close())));

function containerOf(configuration: SubUserConfiguration): Container {
  const container = new Container();
  container.load(subUserModule(configuration));
  onTestFinished(() => container.unbindAllAsync());
  return container;
}

test.each([
  { carrier: 'vobiz', control: vobiz.control, creates: ['create', 'create'] },
  // Its replies do not show the description, so a reference tag longer than any before is read back.
  { carrier: 'voximplant', control: voximplant.control, creates: ['create', 'get', 'create', 'get'] },
] as const)('the application on $carrier, read back', async ({ carrier, control, creates }) => {
  const main = containerOf({ profiles: { main: accounts[carrier] } }).get(subUsersToken('main'));
  const vault = new Map<string, Credentials>();
  const keep = async (key: string, credentials: Credentials) => void vault.set(key, credentials);
  await provision(main, teams, keep);
  expect(control.requests.map(({ operation }) => operation)).toEqual(['list', ...creates]);
  expect(await directory(main)).toEqual(expected[carrier]);
  expect([...vault.keys()]).toEqual(['team-1', 'team-2']);
  for (const { login, secret } of vault.values()) expect(control.authenticates(login, secret.reveal())).toBe(true);

  // A second run reads, recognises its teams, and creates nothing.
  await provision(main, teams, keep);
  expect(control.requests.filter(({ operation }) => operation === 'create')).toHaveLength(2);
  expect(vault.size).toBe(2);
});

test('the application with the memory provider in place of its carrier', async () => {
  const container = containerOf(configure(accounts));
  const provider = createMemoryProvider();
  container.rebind(subUsersToken('main')).toConstantValue(openSubUsers(provider));
  const sent = vobiz.control.requests.length;
  const main = container.get(subUsersToken('main'));
  await provision(main, teams, async (key, { login, secret }) => {
    expect([key, provider.authenticates(login, secret.reveal())]).toEqual([key, true]);
  });
  expect(await directory(main)).toEqual(expected.vobiz);
  expect(provider.operations.filter((operation) => operation === 'create')).toHaveLength(2);
  expect(vobiz.control.requests).toHaveLength(sent);
});

let copy = '';
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'switch-carriers-'));
  await cp(join(root, 'docs/examples/switch-carriers'), copy, { recursive: true });
  await writeFile(join(copy, 'package.json'), '{ "type": "module" }');
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rm(copy, { recursive: true, force: true }));

/** The program as a reader would run it, but from the sources, so that no build is needed. */
async function runMain(): Promise<string[]> {
  const program = ['--conditions=@subuser/source', join(copy, 'main.ts')];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, program);
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

test('one changed line of configuration moves the program', { timeout: 30_000 }, async () => {
  expect(await runMain()).toEqual(['On vobiz:', ...expected.vobiz, 'Secrets kept: 2']);

  const path = join(copy, 'config.ts');
  const lines = (await readFile(path, 'utf8')).split('\n');
  const moved = lines.map((line) => line.replace('main: accounts.vobiz', 'main: accounts.voximplant'));
  expect(moved.filter((line, index) => line !== lines[index])).toHaveLength(1);
  await writeFile(path, moved.join('\n'));
  expect(await runMain()).toEqual(['On voximplant:', ...expected.voximplant, 'Secrets kept: 2']);
});
