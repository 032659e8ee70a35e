import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text as streamText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importsOf } from '../house/imports.ts';
import { readText } from '../house/project-files.ts';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

const main = fileURLToPath(new URL('main.ts', import.meta.resolve('subuser')));

/** The command in a process of its own, whose reader goes away after the first line. */
function runToHead(line: string): Promise<{ code: number | null; messages: string }> {
  const child = spawn(process.execPath, ['--conditions=@subuser/source', main, ...line.split(' ')], {
    cwd: session.folder,
    env: { ...process.env, ...session.environment },
  });
  let messages = '';
  child.stderr.on('data', (chunk: Buffer) => {
    messages += chunk.toString();
  });
  child.stdout.once('data', () => child.stdout.destroy());
  return new Promise((settle) => child.once('close', (code) => settle({ code, messages })));
}

test('a reader that stops early is not an error', { timeout: 60_000 }, async () => {
  session.vobiz.control.reset();
  session.vobiz.control.seed(300);
  expect(await runToHead('list --profile old --json')).toEqual({ code: 0, messages: '' });
});

test('… and an import finishes what is in flight, credentials included', { timeout: 60_000 }, async () => {
  session.vobiz.control.reset();
  await session.run('secrets keygen --out keys');
  await session.write('in.csv', `name\n${'Acme\n'.repeat(300)}`);
  const seal = '--seal head.jwe --recipient keys/public.jwk.json';
  const { code, messages } = await runToHead(`import in.csv --profile old ${seal}`);
  expect(code).toBe(3);
  expect(messages).toMatch(
    /^Finishing the creates in flight; the rows after them are left\.\n\d+ created, 0 failed, \d+ left\.\n$/u,
  );
  const made = linesOf((await session.run('list --profile old --json')).data).map(({ id }) => id);
  const kept = linesOf((await session.run('secrets open head.jwe --key keys/private.jwk.json --json')).data);
  expect(kept.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
});

test.each(['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)(
  '%s during a create: the reply is awaited, and its secret is kept',
  { timeout: 60_000 },
  async (signal) => {
    session.vobiz.control.reset();
    session.vobiz.control.failNext({ operation: 'create', fault: 'slow', delayMs: 500 });
    await session.run(`secrets keygen --out keys-${signal}`);
    const line = `create --profile old --name Acme --seal ${signal}.jwe --recipient keys-${signal}/public.jwk.json`;
    const child = spawn(process.execPath, ['--conditions=@subuser/source', main, ...line.split(' ')], {
      cwd: session.folder,
      env: { ...process.env, ...session.environment },
    });
    await expect.poll(() => session.vobiz.control.requests.length, { timeout: 30_000 }).toBe(1);
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    const opened = await session.run(`secrets open ${signal}.jwe --key keys-${signal}/private.jwk.json --json`);
    expect(linesOf(opened.data)).toHaveLength(1);
  },
);

test('an output that cannot be written is an error, without a stack', { timeout: 60_000 }, async () => {
  session.vobiz.control.reset();
  session.vobiz.control.seed(1);
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['--conditions=@subuser/source', main, 'list', '--profile', 'old', '--json'], {
    cwd: session.folder,
    env: { ...process.env, ...session.environment },
    stdio: ['ignore', full, 'pipe'],
  });
  const [messages, [code]] = await Promise.all([streamText(child.stderr as Readable), once(child, 'close')]);
  closeSync(full);
  expect([code, messages]).toEqual([1, 'error: the output could not be written (ENOSPC)\n']);
});

test('--help loads commander and nothing else that is not ours or Node’s', () => {
  const seen = new Set<string>();
  const outside = new Set<string>();
  function follow(file: string): void {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readText(file);
    const lines = text.split('\n');
    for (const { specifier = '?', line } of importsOf(text)) {
      const statement = lines[line - 1] ?? '';
      if (/^\s*(?:import|export) type |await import\(|^\s.*import\(/u.test(statement)) continue;
      if (specifier.startsWith('.')) follow(resolve('/', dirname(file), specifier).slice(1));
      else if (!specifier.startsWith('node:')) outside.add(`${specifier} (${file}:${line})`);
    }
  }
  follow('packages/cli/src/main.ts');
  expect([...outside].filter((each) => !each.startsWith('commander '))).toEqual([]);
  expect(seen.size).toBeGreaterThan(20);
});
