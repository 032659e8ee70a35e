import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
  await session.run('secrets keygen --out keys');
});
beforeEach(() => session.accounts.old.control.reset());
afterAll(() => session.close());

const seal = ['--seal', 'import.jwe', '--recipient', 'keys/public.jwk.json'];

/** Imports the file and returns the sub-users that then exist, by name. */
async function imported(file: string, ...more: string[]): Promise<Record<string, unknown>[]> {
  const { code, messages } = await session.run(`import ${file} --profile old`, ...more, ...seal);
  expect([code, messages]).toEqual([0, expect.stringContaining('0 failed.')]);
  return linesOf((await session.run('list --profile old --json')).data).toSorted((one, other) =>
    String(one['name']).localeCompare(String(other['name'])),
  );
}

/** The messages of an import that is refused, of which nothing was sent. */
async function refusalOf(file: string, ...more: string[]): Promise<string> {
  const { code, messages } = await session.run(`import ${file} --profile old`, ...more);
  expect(code).toBe(1);
  expect(session.accounts.old.control.requests).toEqual([]);
  return messages;
}

const acme = { name: 'Café GmbH', email: 'a@b.example', status: 'active' };
const bcme = { name: 'Smith, Jones', phone: '+49 30 123456', status: 'disabled' };

describe('what spreadsheets write', () => {
  const rows = (delimiter: string): string =>
    [
      'name,email,phone,enabled'.replaceAll(',', delimiter),
      ['Café GmbH', 'a@b.example', '', ''].join(delimiter),
      ['"Smith, Jones"', '', '+49 30 123456', 'FALSE'].join(delimiter),
      '',
    ].join('\r\n');
  const utf16be = Buffer.from(`\uFEFF${rows('\t')}`, 'utf16le').swap16();

  test.each([
    ['commas', rows(',')],
    ['semicolons', rows(';')],
    ['tabs', rows('\t')],
    ['a BOM', `\uFEFF${rows(';')}`],
    ['sep=', `sep=;\r\n${rows(';')}`],
    ['sep= with another delimiter', `sep=|\n${rows('|')}`],
    ['sep= in quotes, behind a BOM', `\uFEFF"sep=;"\r\n${rows(';')}`],
    ['UTF-16 with tabs', Buffer.from(`\uFEFF${rows('\t')}`, 'utf16le')],
    ['UTF-16, big end first', utf16be],
    ['CR alone', rows(',').replaceAll('\r\n', '\r')],
    ['mixed line ends', rows(',').replace('\r\n', '\n').replace('\r\n', '\r')],
    ['no last line end', rows(';').trimEnd()],
    ['header in other case, with blanks', rows(',').replace('name,email,phone', ' Name ,EMAIL,\u00A0Phone')],
    ['empty columns and rows', `;;\r\n${rows(';').replaceAll('\r\n', ';;\r\n')};;;;\r\n  ; ;\r\n`],
    ['rows that lack their last delimiters', rows(';').replace('a@b.example;;', 'a@b.example')],
    [
      'the columns that only an export has',
      rows(';')
        .replaceAll(/^(?=\w|")/gmu, 'x;')
        .replace('x;', 'Created_At;'),
    ],
  ])('%s', async (_, text) => {
    await session.write('in.csv', text);
    expect(await imported('in.csv')).toMatchObject([acme, bcme]);
  });

  test.each(['TRUE', 'Yes', '1', 'true ', 'FALSE', 'No', '0'])('enabled: %s', async (word) => {
    await session.write('in.csv', `name,enabled\nAcme,${word}\n`);
    const status = /^(?:true|yes|1)/iu.test(word) ? 'active' : 'disabled';
    expect(await imported('in.csv')).toMatchObject([{ name: 'Acme', status }]);
  });

  test('mixed line ends: three rows are three names', async () => {
    await session.write('in.csv', 'name\r\nOne\nTwo\rThree\r\n');
    expect(await imported('in.csv')).toMatchObject([{ name: 'One' }, { name: 'Three' }, { name: 'Two' }]);
  });

  test('Windows-1252 is not guessed, but shown, and read when named', async () => {
    await session.write('in.csv', Buffer.from('name;email\r\nAcme;\r\nCaf\u00E9 \u0080;a@b.example\r\n', 'latin1'));
    expect(await refusalOf('in.csv')).toContain(
      'in.csv:3 is not UTF-8: save the file as UTF-8, or name its --encoding: it may be windows-1252, which reads it as “Café”',
    );
    expect(await imported('in.csv', '--encoding', 'windows-1252')).toMatchObject([
      { name: 'Acme' },
      { name: 'Café €' },
    ]);
  });

  test('UTF-16 without a byte order mark', async () => {
    await session.write('in.csv', Buffer.from(rows(';'), 'utf16le'));
    expect(await refusalOf('in.csv')).toContain(
      'in.csv:1 is not UTF-8: save the file as UTF-8, or name its --encoding: it may be utf-16le',
    );
    expect(await imported('in.csv', '--encoding', 'utf-16le')).toMatchObject([acme, bcme]);
  });

  test('a byte order mark says more than --encoding', async () => {
    await session.write('in.csv', `\uFEFF${rows(';')}`);
    expect(await imported('in.csv', '--encoding', 'windows-1252')).toMatchObject([acme, bcme]);
  });

  test('headers of its own', async () => {
    await session.write('in.csv', 'Firma;E-Mail;Ort;Umsatz, netto;Aktiv\nAcme;a@b.example;Bonn;7;No\n');
    expect(await refusalOf('in.csv')).toContain(
      'has the unknown columns “Firma”, “E-Mail”, “Ort”, “Umsatz, netto”, “Aktiv”',
    );
    const mapped = ['--column', 'name=firma', '--column', 'email=E-Mail', '--column', 'enabled=Aktiv'];
    const ignored = ['--ignore-columns', 'Ort,Town', '--ignore-columns', 'Umsatz, netto'];
    expect(await imported('in.csv', ...mapped, ...ignored)).toMatchObject([
      { name: 'Acme', email: 'a@b.example', status: 'disabled' },
    ]);
  });

  test('--delimiter decides', async () => {
    await session.write('in.csv', 'name^email\nAcme, Ltd; Bonn^a@b.example\n');
    expect(await imported('in.csv', '--delimiter', '^')).toMatchObject([{ name: 'Acme, Ltd; Bonn' }]);
    await session.write('in.csv', 'name\temail\nBcme\t\n');
    expect(await imported('in.csv', '--delimiter', 'tab')).toMatchObject([{}, { name: 'Bcme' }]);
  });
});

describe('JSON', () => {
  const items = [
    { name: 'Acme', grants: ['calls'] },
    { name: 'Bcme', enabled: false },
  ];

  test.each([
    ['in.NDJSON', items.map((item) => JSON.stringify(item)).join('\r\n')],
    ['in.jsonl', items.map((item) => JSON.stringify(item)).join('\r')],
    ['in.json', JSON.stringify(items)],
    ['in.JSON', `\uFEFF${JSON.stringify(items, null, 2)}\n`],
    ['in.txt', JSON.stringify(items, null, '\t')],
    ['in.data', `${items.map((item) => JSON.stringify(item)).join('\n')}\n\n`],
    ['utf16.json', Buffer.from(`\uFEFF${JSON.stringify(items)}`, 'utf16le')],
  ])('%s', async (file, text) => {
    await session.write(file, text);
    expect(await imported(file)).toMatchObject([
      { name: 'Acme', grants: ['calls'] },
      { name: 'Bcme', status: 'disabled' },
    ]);
  });

  test('the rows of an array have lines', async () => {
    await session.write('in.json', '[\n  { "name": "Acme" },\n\n  { "name": "Bcme",\n    "email": "nope" }, 7\n]');
    const { code, data } = await session.run('import in.json --profile old --dry-run');
    expect(code).toBe(1);
    expect(linesOf(data)).toMatchObject([
      { line: 4, error: { fields: [{ field: 'email' }] } },
      { line: 5, error: { fields: [{ field: 'input' }] } },
    ]);
  });

  test('options for CSV are refused', async () => {
    await session.write('in.json', '[]');
    expect(await refusalOf('in.json', '--delimiter', ';')).toContain('in.json is JSON: --delimiter, --column and');
  });
});

test.each([
  ['CSV', Buffer.from('\uFEFFname\tenabled\r\nAcme\tYes\r\n', 'utf16le')],
  ['NDJSON', '{"name":"Acme"}\n'],
  ['a JSON array', '[{"name":"Acme"}]'],
])('stdin as -: %s', async (_, text) => {
  session.pipe(text);
  expect(await imported('-')).toMatchObject([{ name: 'Acme' }]);
  session.pipe('name,email,enabled\nAcme,nope,maybe\n');
  const { data, messages } = await session.run('import - --profile old --dry-run');
  expect(linesOf(data)).toMatchObject([{ file: 'stdin', line: 2, error: { fields: [{ field: 'email' }] } }]);
  expect(messages).toContain('Invalid stdin: stdin:2: enabled must be true');
});

describe('all faults at once, with line and column', () => {
  test('of a CSV file', async () => {
    await session.write(
      'in.csv',
      [
        'sep=;',
        'Firma;Mail;Telefon;Aktiv;Colour;;name;Description',
        'Acme;nope;;;;;',
        'Bcme;a@b.example;4,93012E+11;;;;;"Line\r\nbreak"',
        'Cc"me;;;;;;',
        'Dcme;;493012345678.0;maybe;;;',
        ';;030.1234567;;;x;',
        'Ecme;;;;;;;;;y',
        '',
      ].join('\r\n'),
    );
    const columns = ['name=Firma', 'email=Mail', 'phone=Telefon', 'enabled=Aktiv', 'reference=Kunde'];
    const { code, data, messages } = await session.run(
      'import in.csv --profile old',
      ...columns.flatMap((column) => ['--column', column]),
    );
    const rounded = 'has become a number, which may be rounded: format the column as text and enter its values again';
    expect([code, messages.split('\n')]).toEqual([
      1,
      [
        'error (invalid-argument): Invalid in.csv',
        expect.stringContaining('  in.csv:2: has the unknown columns “Colour”; known: name, email, '),
        '  in.csv:2: has these columns twice: “name”',
        '  in.csv:2: has no column “Kunde”, which --column says is reference',
        `  in.csv:4: phone (“Telefon”) ${rounded}`,
        '  in.csv:6: is not CSV: has a quote within a cell that is not quoted',
        `  in.csv:7: phone (“Telefon”) ${rounded}`,
        '  in.csv:7: enabled (“Aktiv”) must be true, false or empty (yes, no, 1 and 0 count as well)',
        '  in.csv:8: is not CSV: has a value in column 6, which has no header',
        '  in.csv:9: is not CSV: has a value in column 10, which has no header',
        '',
      ],
    ]);
    expect(linesOf(data)).toMatchObject([
      { file: 'in.csv', line: 3, error: { fields: [{ field: 'email', column: 'Mail' }] } },
      { file: 'in.csv', line: 8, error: { fields: [{ field: 'name', column: 'Firma' }] } },
    ]);
    expect(session.accounts.old.control.requests).toEqual([]);
  });

  test('of NDJSON', async () => {
    await session.write(
      'in.ndjson',
      '{"name":"Acme"}\n{"name":\n{"name":"A","name":"B"}\n{"name":"C","email":"nope"}\n7"\n{"name":"D","phone":"493012345678.0"}',
    );
    const { data, messages } = await session.run('import in.ndjson --profile old --dry-run');
    expect(messages.split('\n').slice(1)).toEqual([
      '  in.ndjson:2: is not JSON: value expected',
      '  in.ndjson:3: name: is already given in line 3: keep one of the two',
      expect.stringContaining('  in.ndjson:5: is not JSON'),
      '  in.ndjson:6: phone has become a number, which may be rounded: format the column as text and enter its values again',
      '',
    ]);
    expect(linesOf(data)).toMatchObject([{ line: 4, error: { fields: [{ field: 'email' }] } }]);
  });

  test.each([
    ['name;email\nAcme;a@b.example\nBcm', 'in.csv:3: is not CSV: the file ends within this row'],
    ['name,email\n"A"x,\nBcme,\n', 'in.csv:2: is not CSV: has text behind a closing quote'],
    [
      'name,email\nAcme,\n"Two\nlines",\nBcme,"open\nand\nmore\n',
      'in.csv:5: is not CSV: has a quote that is never closed',
    ],
    ['"name,email\nAcme,\n', 'in.csv:1: is not CSV: has a quote that is never closed'],
    ['name,reference\nAcme,1.23457E+15\n', 'in.csv:2: reference has become a number, which may be rounded'],
    ['', 'in.csv:1: has no column “name” in its first line'],
  ])('%j', async (text, says) => {
    await session.write('in.csv', text);
    expect(await refusalOf('in.csv')).toContain(says);
  });

  test('lines are right behind every kind of line end', async () => {
    await session.write('in.csv', 'name,email,description\r\nW,,"a\r\nb\rc\nd"\r\n\r\nX,nope,\nY,nope,\rZ,nope,');
    const { data } = await session.run('import in.csv --profile old --dry-run');
    expect(linesOf(data).map(({ line }) => line)).toEqual([7, 8, 9]);
  });
});

test.each([
  ['--column', 'firm=Firma', 'It must begin with one of name, email'],
  ['--column', 'name', 'It must look like NAME=VALUE.'],
  ['--delimiter', ';;', 'It must be one character, or tab.'],
  ['--encoding', 'ansi-1', 'It must be the name of an encoding'],
])('%s %s is refused', async (option, value, says) => {
  expect((await session.run(`import in.csv --profile old ${option} ${value}`)).messages).toContain(says);
});
