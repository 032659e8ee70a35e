import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
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

/** Runs `emulate` until `whenUp` has seen the line of every carrier, then sends SIGINT. Returns the messages. */
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
  let shown = '';
  while (!Object.keys(emulators).every((carrier) => shown.includes(carrier))) {
    const [chunk] = (await once(output, 'data')) as [Buffer];
    shown += chunk.toString();
  }
  await whenUp(shown);
  interrupt();
  expect(await ended).toBe(0);
  messages.end();
  return text(messages);
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
  const { code, data, messages } = await session.run('emulate --out emulated');
  expect([code, data, messages]).toEqual([1, '', expect.stringContaining(files[0] ?? '')]);
  expect(await contents()).toEqual(before);
});

test('shows no private key', async () => {
  const messages = await emulate('', async (output) => {
    expect(output.match(/http:\/\/127\.0\.0\.1:\d+/gu)).toHaveLength(Object.keys(emulators).length);
    expect(output).not.toContain('PRIVATE KEY');
  });
  expect(messages).not.toContain('PRIVATE KEY');
});
