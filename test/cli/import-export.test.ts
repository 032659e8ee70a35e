import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
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
  linesOf((await session.run('list --profile old --json')).data).map(({ name }) => name);

test('CSV with a BOM, CRLF, quotes and a line break in a field', async () => {
  const csv =
    '\uFEFFname,email,description,grants,enabled,reference\r\n"Smith, ""Jones""",s@j.example,"Line\nBreak",calls|cdr,,r-1\r\nTwo,,,,false,r-2\r\n';
  await session.write('in.csv', csv);
  const dry = await session.run('import in.csv --profile old --dry-run');
  expect([dry.code, dry.data, dry.messages]).toEqual([0, '', '2 rows, 0 would be refused; nothing was sent.\n']);
  expect(session.vobiz.control.requests).toEqual([]);
  const { code, data, messages } = await session.run(`import in.csv --profile old ${seal}`);
  expect(code).toBe(0);
  expect(
    linesOf(data)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['Smith, "Jones"', 'Two']);
  expect(messages).toContain('2 created, 0 failed.');
  const opened = await session.run('secrets open import.jwe --key keys/private.jwk.json --json --reveal');
  for (const { login, secret } of linesOf<{ login: string; secret: string }>(opened.data))
    expect(session.vobiz.control.authenticates(login, secret)).toBe(true);
  expect(linesOf(opened.data)).toHaveLength(2);
});

test('Ctrl+C: creates in flight finish and their credentials are kept; the rest is reported as left', async () => {
  await session.write('in.csv', 'name\nOne\nTwo\nThree\nFour\n');
  let creates = 0;
  session.vobiz.control.inject(({ operation }) => {
    if (operation === 'create' && (creates += 1) === 2) session.interrupt();
    return undefined;
  });
  const stopped = '--seal stopped.jwe --recipient keys/public.jwk.json --concurrency 1';
  const { code, data, messages } = await session.run(`import in.csv --profile old ${stopped}`);
  expect([code, linesOf(data).map(({ name }) => name)]).toEqual([3, ['One', 'Two']]);
  expect(messages).toBe(
    'Finishing the creates in flight; the rows after them are left.\n2 created, 0 failed, 2 left.\n',
  );
  const opened = await session.run('secrets open stopped.jwe --key keys/private.jwk.json --json');
  expect(linesOf(opened.data)).toHaveLength(2);
});

test('Ctrl+C twice during an import: every reply is awaited, and its secret kept', async () => {
  await session.write('in.csv', 'name\nOne\nTwo\nThree\n');
  session.vobiz.control.failNext({ operation: 'create', fault: 'slow', delayMs: 300, times: 2 });
  const running = session.run(
    'import in.csv --profile old --seal twice.jwe --recipient keys/public.jwk.json --concurrency 2',
  );
  await expect.poll(() => session.vobiz.control.requests.length).toBe(2);
  session.interrupt();
  session.interrupt();
  const { code, data } = await running;
  expect([code, linesOf(data).map(({ name }) => name)]).toEqual([3, ['One', 'Two']]);
  const opened = await session.run('secrets open twice.jwe --key keys/private.jwk.json --json');
  expect(linesOf(opened.data)).toHaveLength(2);
});

test('one bad row: its line and every rule, and nothing is sent', async () => {
  await session.write('in.csv', 'name,email\nGood,\n,not-an-address\n');
  const { code, data, messages } = await session.run(`import in.csv --profile old ${seal}`);
  expect(code).toBe(1);
  expect(linesOf(data)).toEqual([
    {
      file: 'in.csv',
      line: 3,
      error: {
        code: 'invalid-argument',
        fields: [
          { field: 'email', rule: 'must be an email address' },
          { field: 'name', rule: 'must not be empty' },
        ],
      },
    },
  ]);
  expect(messages).toBe('2 rows, 1 would be refused; nothing was sent.\n');
  expect(session.vobiz.control.requests).toEqual([]);
});

test('NDJSON', async () => {
  await session.write('in.ndjson', '{"name":"One","grants":["calls"]}\n\n{"name":"Two"}\n');
  expect((await session.run(`import in.ndjson --profile old ${seal}`)).code).toBe(0);
  expect((await names()).toSorted()).toEqual(['One', 'Two']);
  await session.write('bad.ndjson', '{"name":"One"}\n{"name":\n');
  const { code, messages } = await session.run('import bad.ndjson --profile old --dry-run');
  expect([code, messages]).toEqual([1, expect.stringContaining('bad.ndjson:2: is not JSON')]);
});

test.each([
  ['a 5 MB line', `name\n"${'x'.repeat(5_000_000)}"\n`, 'is not CSV'],
  ['an open quote', 'name\n"Acme\n', 'is not CSV'],
  ['too many cells', 'name\nAcme,1,2\n', 'is not CSV'],
  ['an unknown column', 'name,colour\nAcme,red\n', 'odd.csv:1: has the unknown columns “colour”'],
  ['a column twice', 'name,email,name\nAcme,,Bcme\n', 'odd.csv:1: has these columns twice: “name”'],
  ['no column of names', 'email\na@b.example\n', 'odd.csv:1: has no column “name” in its first line'],
  ['Latin-1', Buffer.from('name\nCaf\u00E9\n', 'latin1'), 'odd.csv:2 is not UTF-8: save the file as UTF-8'],
  ['UTF-16 without a mark', Buffer.from('name\nAcme\n', 'utf16le'), 'odd.csv:1 is not UTF-8'],
  ['an odd flag', 'name,enabled\nAcme,maybe\n', 'odd.csv:2: enabled must be true, false or empty'],
])('%s is refused', async (_, csv, says) => {
  await session.write('odd.csv', csv);
  const { code, messages } = await session.run(`import odd.csv --profile old ${seal}`);
  expect(code).toBe(1);
  expect(messages).toContain(says);
  expect(messages.length).toBeLessThan(1_000);
  expect(session.vobiz.control.requests).toEqual([]);
});

test.each(['none.csv', 'none.ndjson'])('%s does not exist: it says so, and ends', async (file) => {
  const { code, data, messages } = await session.run(`import ${file} --profile old`);
  expect([code, data, messages]).toEqual([1, '', `error (invalid-argument): ${file} cannot be read (ENOENT)\n`]);
});

test('a full disk: the sub-user without credentials is reported, and no other is created', async () => {
  await session.write('in.csv', 'name\nOne\nTwo\n');
  const file = await open(join(session.folder, 'in.csv'));
  const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
  const flush = vi.spyOn(Object.getPrototypeOf(file) as typeof file, 'datasync').mockRejectedValue(full);
  // The file is proved before anything is created: what is full is the disk of a later moment.
  flush.mockResolvedValueOnce(undefined).mockResolvedValueOnce(undefined);
  try {
    const { code, data, messages } = await session.run('import in.csv --profile old --concurrency 1');
    const [failed] = linesOf<{ line: number; error: { message: string } }>(data);
    expect(failed?.error.message).toMatch(
      /^vobiz create of “One”: SA_\w+ exists now, but its credentials could not be written \(ENOSPC\) and are lost: /u,
    );
    expect([code, messages]).toEqual([1, expect.stringContaining('0 created, 1 failed, 1 left.')]);
    expect(await names()).toEqual(['One']);
  } finally {
    flush.mockRestore();
    await file.close();
  }
});

test('a disk that is full from the beginning: nothing is created, and no file is left', async () => {
  await session.write('in.csv', 'name\nOne\nTwo\n');
  const file = await open(join(session.folder, 'in.csv'));
  const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
  const flush = vi.spyOn(Object.getPrototypeOf(file) as typeof file, 'datasync').mockRejectedValue(full);
  const before = await readdir(session.folder);
  try {
    for (const place of ['', ' --seal full.jwe --recipient keys/public.jwk.json']) {
      const { code, data, messages } = await session.run(`import in.csv --profile old${place}`);
      expect([code, data, messages]).toEqual([1, '', expect.stringMatching(/could not be written|cannot be written/u)]);
    }
    expect(session.vobiz.control.requests).toEqual([]);
    expect((await readdir(session.folder)).filter((name) => !before.includes(name))).toEqual(['full.jwe']);
  } finally {
    flush.mockRestore();
    await file.close();
  }
});

test.each(['csv', 'ndjson'])('what is exported as %s is imported as it was', async (format) => {
  const rows = [
    { name: '=HYPERLINK("x")', phone: '+4930123456', description: "'=1+1", grants: ['calls', 'cdr'], reference: 'r-1' },
    { name: 'Two, "quoted"', description: 'two\r\nlines', email: 'a@b.example', grants: ['calls'], enabled: false },
    { name: ' -1 ', grants: [] },
    { name: "'plain" },
  ];
  await session.write('in.ndjson', rows.map((row) => JSON.stringify(row)).join('\n'));
  expect((await session.run(`import in.ndjson --profile old ${seal}`)).code).toBe(0);
  const list = async (): Promise<unknown[]> =>
    linesOf((await session.run('list --profile old --json')).data)
      .map(({ id: _id, createdAt: _created, updatedAt: _updated, ...rest }) => rest)
      .toSorted((one, other) => String(one['name']).localeCompare(String(other['name'])));
  const before = await list();
  await session.write(`out.${format}`, (await session.run(`export --profile old --format ${format}`)).data);
  session.vobiz.control.reset();
  expect((await session.run(`import out.${format} --profile old ${seal}`)).code).toBe(0);
  expect(await list()).toEqual(before);
  expect(before).toMatchObject([{}, {}, {}, {}]);
});

test('a row that the carrier refuses does not stop the others', async () => {
  await session.write('in.ndjson', '{"name":"One"}\n{"name":"Two"}\n{"name":"Three"}\n');
  session.vobiz.control.failNext({ operation: 'create', fault: 'status', status: 403 });
  const { code, data } = await session.run(`import in.ndjson --profile old --concurrency 1 ${seal}`);
  expect(code).toBe(1);
  expect(
    linesOf<{ line: number; error?: { code: string } }>(data).map(({ line, error }) => [line, error?.code]),
  ).toEqual([
    [1, 'permission-denied'],
    [2, undefined],
    [3, undefined],
  ]);
});

test('export: no spreadsheet runs a formula', async () => {
  await session.write(
    'in.ndjson',
    JSON.stringify({ name: '=HYPERLINK("x")', description: '+1,2', grants: ['calls', 'cdr'] }),
  );
  await session.run(`import in.ndjson --profile old ${seal}`);
  const { code, data, messages } = await session.run('export --profile old');
  expect([code, messages]).toEqual([0, '']);
  const [head, row = ''] = data.split('\n');
  expect(head).toBe('id,status,created_at,name,email,phone,description,grants,enabled,reference');
  expect(row).toContain(`,"'=HYPERLINK(""x"")",,,"'+1,2",calls|cdr,,`);
  const { data: ndjson } = await session.run('export --profile old --format ndjson');
  expect(linesOf(ndjson)[0]).toMatchObject({ name: '=HYPERLINK("x")' });
  expect(await readFile(join(session.folder, 'in.ndjson'), 'utf8')).toContain('=HYPERLINK');
});
