import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSubUsers, type SubUserProvider } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { expect, onTestFinished, test } from 'vitest';
import { exercise } from '../../docs/examples/provision/exercise.ts';
import { provisionTenants } from '../../docs/examples/provision/provision-tenants.ts';
import { readTenants } from '../../docs/examples/provision/read-tenants.ts';
import { outcomeTable } from '../../docs/examples/provision/report.ts';
import { projectRoot, runDemo } from './run-demo.ts';

const plan = { grants: {}, options: () => ({ carried: ['kycMode', 'businessType'] as const }) };

const readFixture = async () => readTenants(await readFile(join(projectRoot, 'test/fixtures/tenants.csv')));

async function untrueOf(provider: SubUserProvider): Promise<string[]> {
  const subUsers = openSubUsers(provider);
  const outcomes = await provisionTenants(subUsers, await readFixture(), plan, () => undefined);
  return (await exercise(subUsers, outcomes)).flatMap(({ says, isTrue }) => (isTrue ? [] : [says]));
}

async function replaceIn(path: string, text: string, other: string): Promise<void> {
  const before = await readFile(path, 'utf8');
  expect(before.split(text)).toHaveLength(2);
  await writeFile(path, before.replace(text, other));
}

test('every claim is true for an honest provider', async () => {
  expect(await untrueOf(createMemoryProvider())).toEqual([]);
});

test.each([
  ['updates nothing', { update: 'get' }, ['Changed the description of m1; its reference is still crm-1000']],
  ['deletes nothing', { delete: 'get' }, ['Deleted m3; 40 are left']],
] as const)('a provider that %s is found out', async (_, { ...lies }, untrue) => {
  const honest = createMemoryProvider();
  const lying = Object.entries(lies).map(([lie, truth]) => [lie, honest[truth]]);
  expect(await untrueOf({ ...honest, ...Object.fromEntries(lying) })).toEqual(untrue);
});

test.each([80, 120])(
  'the table is exactly as wide as a terminal of %d columns, and every tenant counts as done',
  async (columns) => {
    let done = 0;
    const outcomes = await provisionTenants(openSubUsers(createMemoryProvider()), await readFixture(), plan, () => {
      done += 1;
    });
    expect(done).toBe(45);
    // The first line is a border: one column a character.
    expect(outcomeTable(outcomes, columns).split('\n')[0]).toHaveLength(columns);
  },
);

test('a false claim ends the demo with 1', { timeout: 60_000 }, async () => {
  const copy = await mkdtemp(join(tmpdir(), 'demo-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  await cp(join(projectRoot, 'docs/examples'), join(copy, 'docs/examples'), { recursive: true });
  await mkdir(join(copy, 'test'));
  await cp(join(projectRoot, 'test/fixtures'), join(copy, 'test/fixtures'), { recursive: true });
  await writeFile(join(copy, 'package.json'), '{ "type": "module" }');
  await symlink(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  const examples = join(copy, 'docs/examples');
  await replaceIn(
    join(examples, 'provision/exercise.ts'),
    'await subUsers.update(first.id, ',
    'await Promise.resolve(',
  );
  // The migration takes seconds and is irrelevant here.
  await replaceIn(join(examples, 'provision.ts'), 'await migrate(vobiz, fresh)', '[]');

  const { exitCode, stdout, stderr } = await runDemo(copy);
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(stdout.match(/✗ NOT TRUE: Changed the description/gu)).toHaveLength(2);
});
