import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runProgram } from 'subuser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { there } from '../migrate/direction.ts';
import { linesOf, openSession, type Session } from './session.ts';

// A title, a cleared screen, the clipboard, a C1 control, a reversed reading direction, and a line of its own.
const hostile = 'Evil\u001B]0;x\u0007\u001B[2J\u001B]52;c;eA==\u0007\u009B31m\u202Eoof\u2066\r\n! 0 blocked';
const shown = 'Evil\\u{1b}]0;x\\u{7}\\u{1b}[2J\\u{1b}]52;c;eA==\\u{7}\\u{9b}31m\\u{202e}oof\\u{2066}\\u{d}⏎! 0 blocked';

let session: Session;
let id: string;

beforeAll(async () => {
  session = await openSession();
  // A carrier’s console takes what `create` refuses.
  const provider = session.accounts.old.connect();
  const { subUser } = await provider.create({ name: hostile, description: hostile, grants: ['calls'] });
  ({ id } = subUser);
  await provider.close();
  await session.run('secrets keygen --out keys');
});
afterAll(() => session.close());

/** Everything that a command printed has only characters that show, and line ends. */
async function run(line: string, ...more: string[]): Promise<{ code: number; data: string; all: string }> {
  const { code, data, messages } = await session.run(line, ...more);
  const all = data + messages;
  expect(all).toMatch(/^[\P{C}\n]*$/u);
  expect(all.split('\n')).not.toContain('! 0 blocked');
  return { code, data, all };
}

test('list, get, errors, the question before a delete', async () => {
  expect((await run('list --profile old')).all).toContain(shown);
  expect((await run(`get ${id} --profile old`)).all).toContain(`description  ${shown}`);
  expect((await run(`delete ${id} --profile old`)).all).toContain(`Delete ${id} (${shown}) on old?`);
  expect((await run('get --profile old --by-name', hostile.replace('Evil', 'Other'))).code).toBe(1);
  expect((await run('get --profile old', '\u001B[2J')).code).toBe(1);
  expect((await run('list --profile', hostile)).code).toBe(1);
  expect((await run('list', `--${hostile}`)).code).toBe(1);
  expect((await run(hostile)).code).toBe(1);
});

test('--json and NDJSON are plain and mean the same; CSV in a pipe is exact', async () => {
  expect(linesOf((await run('list --profile old --json')).data)).toMatchObject([{ id, name: hostile }]);
  expect(linesOf((await run('export --profile old --format ndjson')).data)).toMatchObject([{ name: hostile }]);
  const { all } = await run('get --profile old --json', '\u202E\u009B');
  expect(JSON.parse(all)).toMatchObject({ error: { code: expect.any(String) } });
  expect((await session.run('export --profile old')).data).toContain(hostile);
});

test('… and harmless on a terminal', async () => {
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  let text = '';
  output.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const { environment, folder: directory } = session;
  const onInterrupt = () => () => undefined;
  const screens = { input: new PassThrough(), output, messages: new PassThrough() };
  const parameters = ['export', '--profile', 'old'];
  expect(await runProgram({ arguments: parameters, environment, directory, ...screens, onInterrupt })).toBe(0);
  expect(text).toMatch(/^[\P{C}\n]+$/u);
});

test('every command of a migration, and its report', async () => {
  // A description must be plain before it can move; the login on the target is derived from the name.
  const provider = session.accounts.old.connect();
  await provider.update(id, { description: 'plain' });
  await provider.close();
  const { data: starter } = await run('migrate init --from old --to new');
  await session.write('map.json', starter);
  const plan = 'migrate plan --from old --to new --map map.json --out plan.json';
  const blocked = await run(plan);
  expect([blocked.code, blocked.all]).toEqual([2, expect.stringContaining(`(${shown})`)]);
  expect((await run('migrate show plan.json')).all).toContain(shown);
  await session.write('map.json', starter.replace('// "calls": [],', '"calls": []'));
  expect((await run(plan)).code).toBe(2);
  session.accounts.new.control.failNext({ operation: 'create', ...there.to.full });
  const apply = 'migrate apply plan.json --seal made.jwe --recipient keys/public.jwk.json';
  expect((await run(apply)).all).toContain(`(${shown}) failed`);
  expect((await run('migrate status plan.json')).all).toContain(`(${shown}) failed`);
  await run('migrate status plan.json --json');
  await run('migrate report plan.json --out report.html');
  const page = await readFile(join(session.folder, 'report.html'), 'utf8');
  expect(page).toMatch(/^[\P{C}\n]*$/u);
  expect(page).toContain(shown);
  expect((await run(`${apply} --retry-failed`)).code).toBe(0);
  expect((await run('migrate verify plan.json')).all).toContain(shown);
  expect((await run('migrate undo plan.json')).all).toContain(`- ${shown}: `);
  expect((await run('migrate undo plan.json --yes')).code).toBe(0);
});
