import { mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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

test('a key that a mapping contains twice', async () => {
  await session.write('twice.json', '{ "version": 1,\n "grants": { "calls": "calls",\n "calls": "cdr" } }');
  const { code, messages } = await session.run(
    'migrate plan --from old --to other --map twice.json --out twice.plan.json',
  );
  expect([code, messages]).toEqual([
    1,
    'error (invalid-argument): Invalid twice.json: twice.json:3: grants.calls: is already given in line 2: keep one of the two\n',
  ]);
});

test('plan and report are for their owner alone, and replace only their own kind', async () => {
  await session.run('secrets keygen --out keys');
  await session.write('old.ndjson', '{"type":"begin","plan":"d","at":1}\n');
  await session.write('notes.html', '<!doctype html><title>notes</title>');
  expect((await session.run(`${plan} new.json`)).code).toBe(2);
  const report = 'migrate report new.json --out';
  for (const line of [`${plan} new.json`, `${report} report.html`, `${report} report.html`])
    expect((await session.run(line)).messages).not.toContain('error');
  for (const file of ['new.json', 'report.html'])
    expect((await stat(join(session.folder, file))).mode & 0o777).toBe(0o600);
  const refused = [
    [`${plan} keys/private.jwk.json`, 'keys/private.jwk.json cannot be written: it is a key, not a plan'],
    [`${plan} report.html`, 'report.html cannot be written: it is a report, not a plan'],
    [`${report} old.ndjson`, 'old.ndjson cannot be written: it is a journal, not a report'],
    [`${report} new.json`, 'new.json cannot be written: it is a plan, not a report'],
    [`${report} notes.html`, 'notes.html cannot be written: it is not a report'],
    [`${report} /dev/null`, '/dev/null cannot be written: it is not a report'],
  ];
  for (const [line = '', says] of refused) {
    const file = line.split(' ').at(-1) ?? '';
    const before = await readFile(resolve(session.folder, file), 'utf8');
    const { code, messages } = await session.run(line);
    expect([code, messages]).toEqual([
      1,
      `error (failed-precondition): ${says}, and was not changed; name another file\n`,
    ]);
    expect(await readFile(resolve(session.folder, file), 'utf8')).toBe(before);
  }
});

test('a plan that is applied with a journal elsewhere knows that it was begun', async () => {
  await session.run(`${plan} away.json`);
  await mkdir(join(session.folder, 'elsewhere'));
  const apply = 'migrate apply away.json --seal away.jwe --recipient keys/public.jwk.json';
  expect((await session.run(`${apply} --journal elsewhere/j.ndjson`)).code).toBe(0);
  const journal = join(session.folder, 'elsewhere', 'j.ndjson');
  session.vobiz.control.seed(1);
  const again = await session.run(`${plan} away.json`);
  expect([again.code, again.messages]).toEqual([
    1,
    expect.stringContaining(`away.json is already being applied (journal ${journal}). Use another --out`),
  ]);
  const status = await session.run('migrate status away.json --json');
  expect(JSON.parse(status.data)).toMatchObject({ counts: { left: 0, open: 0 } });
  const other = await session.run(`${apply} --journal other.ndjson`);
  expect([other.code, other.messages]).toEqual([
    1,
    expect.stringContaining(`away.json was begun with the journal ${journal}: continue with --journal ${journal}`),
  ]);
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
