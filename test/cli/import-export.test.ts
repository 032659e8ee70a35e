import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
  await session.run('secrets keygen --out keys');
});
beforeEach(() => session.vobiz.control.reset());
afterAll(() => session.close());

const seal = '--seal import.jwe --recipient keys/public.jwk.json';
const names = async (): Promise<unknown[]> =>
  linesOf((await session.run('list --carrier old --json')).data).map(({ name }) => name);

test('CSV with a BOM, CRLF, quotes and a line break in a field', async () => {
  const csv =
    '\uFEFFname,email,grants,enabled,reference\r\n"Smith, ""Jones""",s@j.example,calls|cdr,,r-1\r\n"Line\nBreak",,,false,r-2\r\n';
  await session.write('in.csv', csv);
  const dry = await session.run('import in.csv --carrier old --dry-run');
  expect([dry.code, dry.data, dry.messages]).toEqual([0, '', '2 rows, 0 would be refused; nothing was sent.\n']);
  expect(session.vobiz.control.requests).toEqual([]);
  const { code, data, messages } = await session.run(`import in.csv --carrier old ${seal}`);
  expect(code).toBe(0);
  expect(
    linesOf(data)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['Line\nBreak', 'Smith, "Jones"']);
  expect(messages).toContain('2 created, 0 failed.');
  const opened = await session.run('secrets open import.jwe --key keys/private.jwk.json --json --reveal');
  for (const { login, secret } of linesOf<{ login: string; secret: string }>(opened.data))
    expect(session.vobiz.control.authenticates(login, secret)).toBe(true);
  expect(linesOf(opened.data)).toHaveLength(2);
});

test('Ctrl+C: what is in flight is finished and its credentials are kept, the rest is told as left', async () => {
  await session.write('in.csv', 'name\nOne\nTwo\nThree\nFour\n');
  let creates = 0;
  session.vobiz.control.inject(({ operation }) => {
    if (operation === 'create' && (creates += 1) === 2) session.interrupt();
    return undefined;
  });
  const stopped = '--seal stopped.jwe --recipient keys/public.jwk.json --concurrency 1';
  const { code, data, messages } = await session.run(`import in.csv --carrier old ${stopped}`);
  expect([code, linesOf(data).map(({ name }) => name)]).toEqual([3, ['One', 'Two']]);
  expect(messages).toBe('Finishing what is in flight; the rows after it are left.\n2 created, 0 failed, 2 left.\n');
  const opened = await session.run('secrets open stopped.jwe --key keys/private.jwk.json --json');
  expect(linesOf(opened.data)).toHaveLength(2);
});

test('one bad row: its line and every rule, and nothing is sent', async () => {
  await session.write('in.csv', 'name,email\nGood,\n,not-an-address\n');
  const { code, data, messages } = await session.run(`import in.csv --carrier old ${seal}`);
  expect(code).toBe(1);
  expect(linesOf(data)).toEqual([
    {
      file: 'in.csv',
      line: 3,
      error: {
        code: 'invalid-argument',
        fields: [{ field: 'email', rule: 'must be an email address' }],
      },
    },
  ]);
  expect(messages).toBe('2 rows, 1 would be refused; nothing was sent.\n');
  expect(session.vobiz.control.requests).toEqual([]);
});

test('NDJSON', async () => {
  await session.write('in.ndjson', '{"name":"One","grants":["calls"]}\n\n{"name":"Two"}\n');
  expect((await session.run(`import in.ndjson --carrier old ${seal}`)).code).toBe(0);
  expect((await names()).toSorted()).toEqual(['One', 'Two']);
  await session.write('bad.ndjson', '{"name":"One"}\n{"name":\n');
  const { code, messages } = await session.run('import bad.ndjson --carrier old --dry-run');
  expect([code, messages]).toEqual([1, expect.stringContaining('bad.ndjson:2: is not JSON')]);
});

test.each([
  ['a 5 MB line', `name\n"${'x'.repeat(5_000_000)}"\n`, 'is not CSV'],
  ['an open quote', 'name\n"Acme\n', 'is not CSV'],
  ['too many cells', 'name\nAcme,1,2\n', 'is not CSV'],
  ['an unknown column', 'name,colour\nAcme,red\n', 'has the unknown columns colour'],
  ['an odd flag', 'name,enabled\nAcme,maybe\n', 'odd.csv:2: enabled must be true, false or empty'],
])('%s is refused', async (_, csv, says) => {
  await session.write('odd.csv', csv);
  const { code, messages } = await session.run(`import odd.csv --carrier old ${seal}`);
  expect(code).toBe(1);
  expect(messages).toContain(says);
  expect(messages.length).toBeLessThan(1_000);
  expect(session.vobiz.control.requests).toEqual([]);
});

test('a row that the carrier refuses does not sink the others', async () => {
  await session.write('in.ndjson', '{"name":"One"}\n{"name":"Two"}\n{"name":"Three"}\n');
  session.vobiz.control.failNext({ operation: 'create', fault: 'status', status: 403 });
  const { code, data } = await session.run(`import in.ndjson --carrier old --concurrency 1 ${seal}`);
  expect(code).toBe(1);
  expect(
    linesOf<{ line: number; error?: { code: string } }>(data).map(({ line, error }) => [line, error?.code]),
  ).toEqual([
    [1, 'permission-denied'],
    [2, undefined],
    [3, undefined],
  ]);
});

test('export: a formula does not run in whoever’s spreadsheet opens it', async () => {
  await session.write(
    'in.ndjson',
    JSON.stringify({ name: '=HYPERLINK("x")', description: '+1,2', grants: ['calls', 'cdr'] }),
  );
  await session.run(`import in.ndjson --carrier old ${seal}`);
  const { code, data, messages } = await session.run('export --carrier old');
  expect([code, messages]).toEqual([0, '']);
  const [head, row = ''] = data.split('\n');
  expect(head).toBe('id,name,status,email,phone,description,grants,reference,created_at');
  expect(row).toContain(`,"'=HYPERLINK(""x"")",active,,,"'+1,2",calls|cdr,,`);
  const { data: ndjson } = await session.run('export --carrier old --format ndjson');
  expect(linesOf(ndjson)[0]).toMatchObject({ name: '=HYPERLINK("x")' });
  expect(await readFile(join(session.folder, 'in.ndjson'), 'utf8')).toContain('=HYPERLINK');
});
