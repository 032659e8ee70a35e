import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
  session.vobiz.control.seed(1);
  await session.write('map.json', '{ "version": 1, "grants": { "calls": ["calls"], "cdr": ["cdr"] } }');
});
afterAll(() => session.close());

const plan = 'migrate plan --from old --to other --map map.json --out';

test('a plan can be made again until it is begun; then it is not overwritten', async () => {
  expect((await session.run(`${plan} plan.json`)).code).toBe(2);
  await session.write('plan.journal.ndjson', '');
  expect((await session.run(`${plan} plan.json`)).code).toBe(2);
  const before = await readFile(join(session.folder, 'plan.json'), 'utf8');
  await session.write('plan.journal.ndjson', '{}\n');
  session.vobiz.control.seed(1);
  expect(await session.run(`${plan} plan.json`)).toEqual({
    code: 1,
    data: '',
    messages:
      'error (failed-precondition): plan.json is already being applied (journal plan.journal.ndjson). Use another --out, or continue with subuser migrate apply\n',
  });
  expect(await readFile(join(session.folder, 'plan.json'), 'utf8')).toBe(before);
});

test('a begun plan is not changed if there is nothing to do', async () => {
  await session.write('all-left-out.json', '{ "version": 1, "filter": { "status": ["blocked"] } }');
  const before = await readFile(join(session.folder, 'plan.json'), 'utf8');
  const { code, messages } = await session.run(
    'migrate plan --from old --to other --map all-left-out.json --out plan.json',
  );
  expect([code, messages]).toEqual([
    0,
    'There is nothing to do. plan.json is already being applied and was not changed.\n',
  ]);
  expect(await readFile(join(session.folder, 'plan.json'), 'utf8')).toBe(before);
});

test('a folder that does not exist', async () => {
  const { code, messages } = await session.run(`${plan} no/such.json`);
  expect([code, messages]).toEqual([
    1,
    'error (failed-precondition): no/such.json cannot be written: check that the folder exists and the disk has space (ENOENT)\n',
  ]);
});

test('from an account to itself', async () => {
  const { code, messages } = await session.run('migrate init --from old --to old');
  expect([code, messages]).toEqual([
    1,
    'error (invalid-argument): --from and --to are the same account, “old”: there is nothing to move\n',
  ]);
});
