import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const { argv, exitCode } = process;
let folder = '';
let output = '';
let complaint = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'));
  [output, complaint] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaint += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.resetModules();
  process.argv = argv;
  process.exitCode = exitCode;
  await rm(folder, { recursive: true });
});

/** Runs main.ts as `node main.js …` would; `whenUp` is called once it has said where things are, then Ctrl+C. */
async function run(words: string[], whenUp?: () => Promise<void>): Promise<void> {
  process.argv = ['node', 'main.js', ...words];
  const ended = import('./main.ts');
  if (whenUp !== undefined) {
    await vi.waitFor(() => expect(output).toContain('Ctrl+C'), { timeout: 5000 });
    await whenUp();
    process.emit('SIGINT');
  }
  await ended;
}

/** Sends what a printed curl command would send. */
async function copyAndPaste(command: string): Promise<unknown> {
  const words = [...command.matchAll(/(?<flag>-\w )?'(?<quoted>[^']*)'/gu)].map(({ groups }) => groups ?? {});
  const url = words.find(({ flag }) => flag === undefined)?.['quoted'] ?? '';
  const headers = words.filter(({ flag }) => flag === '-H ').map(({ quoted = '' }) => quoted.split(': ', 2));
  const body = words.find(({ flag }) => flag === '-d ')?.['quoted'] ?? null;
  return (await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body })).json();
}

test('says where both carriers are, and its curl lines work as they stand', async () => {
  const origins: string[] = [];
  await run([], async () => {
    origins.push(...(output.match(/http:\/\/127\.0\.0\.1:\d+$/gmu) ?? []));
    const [, vobiz = '', voximplant = ''] = output.split('curl ');
    expect(await copyAndPaste(vobiz)).toMatchObject({ sub_account: { name: 'Support Team' } });
    expect(await copyAndPaste(voximplant)).toEqual({ result: { subuser_id: expect.any(Number) } });
  });
  expect(origins).toHaveLength(2);
  expect(output).toContain('start again with --credentials FILE');
  expect(output).not.toContain('PRIVATE KEY');
  for (const origin of origins) await expect(fetch(origin)).rejects.toThrow('fetch failed');
  expect([process.exitCode, complaint]).toEqual([exitCode, '']);
});

test('writes Voximplant’s credentials for their owner only', async () => {
  const file = join(folder, 'credentials.json');
  await run(['--credentials', file], async () => {
    expect(Object.keys(JSON.parse(await readFile(file, 'utf8')))).toEqual([
      'account_email',
      'account_id',
      'key_id',
      'private_key',
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
  expect(output).toContain(`written to ${file}`);
});

test('never writes over a file', async () => {
  const file = join(folder, 'credentials.json');
  await writeFile(file, 'mine');
  await run(['--credentials', file]);
  expect(complaint).toContain('EEXIST');
  expect([process.exitCode, output, await readFile(file, 'utf8')]).toEqual([1, '', 'mine']);
});

test('shows its usage when asked, and when it does not understand', async () => {
  await run(['--help']);
  expect([output.startsWith('Usage:'), complaint, process.exitCode]).toEqual([true, '', exitCode]);
  vi.resetModules();
  await run(['--nonsense']);
  expect(complaint).toMatch(/Unknown option '--nonsense'[^]*Usage:/u);
  expect(process.exitCode).toBe(1);
});
