import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { linesOf, openSession, type Session } from '../cli/session.ts';
import { readText } from '../house/project-files.ts';
import { commandHelps, withHelps } from './command-helps.ts';
import { schemas } from './schemas.ts';
import { runnableBlocks } from './runnable-blocks.ts';

const text = readText('docs/command.md');
const command = 'npx -y pnpm@10 exec node --conditions=@subuser/source test/docs/write-docs.ts';

test('docs/command.md has the help of every command', async () => {
  expect(text, `The help has changed. Run: ${command}`).toBe(await withHelps(text));
});

test('every command has an example of itself', async () => {
  const ours = (await commandHelps()).filter(({ name }) => name !== 'subuser' && name !== 'subuser complete');
  const lacking = ours.filter(({ name, help }) => !help.includes(`\nExample:\n  $ ${name}`));
  expect(lacking.map(({ name }) => name)).toEqual([]);
});

test('a document without a place for the help is refused', async () => {
  await expect(withHelps('<!-- help:end -->')).rejects.toThrow('lacks <!-- help:begin -->');
});

describe('schemas', () => {
  test.each(Object.entries(schemas))('%s is what the code says', (path, schema) => {
    expect(readText(path), `Run: ${command}`).toBe(schema);
  });

  const schemaOf = (path: string): z.ZodType =>
    z.fromJSONSchema(JSON.parse(readText(path)) as Parameters<typeof z.fromJSONSchema>[0]);

  // In these examples a comment has a line of its own.
  const examples = ['docs/command.md', 'docs/migration.md'].flatMap((path) =>
    runnableBlocks(readText(path)).flatMap(({ file, body }) =>
      file === undefined ? [] : [{ path, file, value: JSON.parse(body.replaceAll(/^\s*\/\/.*$/gmu, '')) as unknown }],
    ),
  );

  test('the documents have an example of each', () => {
    expect(new Set(examples.map(({ file }) => file))).toEqual(new Set(['subuser.config.json', 'map.json']));
  });

  test.each(examples)('$file in $path keeps its schema, and a wrong one does not', ({ file, value }) => {
    const path = file === 'map.json' ? 'docs/schemas/mapping.schema.json' : 'docs/schemas/subuser.config.schema.json';
    const schema = schemaOf(path);
    expect(schema.safeParse(value).error).toBeUndefined();
    expect(schema.safeParse({ ...(value as object), odd: 1 }).success).toBe(false);
  });

  const vobiz = { carrier: 'vobiz', authId: 'MA_X', authToken: { env: 'TOKEN' } };
  test.each([
    [true, vobiz],
    [true, { ...vobiz, authId: { env: 'ID' }, pace: { perSecond: 5 }, timeouts: { file: 'timeouts.json' } }],
    [true, { module: './tincan.js', apiKey: { file: 'key.txt' }, region: 7 }],
    [false, { ...vobiz, authToken: 'in-the-clear' }],
    [false, { ...vobiz, carrier: 'telex' }],
    [false, { ...vobiz, pace: { perSecnod: 5 } }],
    [false, { ...vobiz, dispatcher: {} }],
    [false, { carrier: 'vobiz', authId: 'MA_X' }],
  ])('an editor accepts: %j %j', (isAccepted, profile) => {
    const schema = schemaOf('docs/schemas/subuser.config.schema.json');
    expect(schema.safeParse({ profiles: { main: profile } }).success).toBe(isAccepted);
  });
});

describe('with the command', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openSession();
    await session.run('secrets keygen --out keys');
  });
  beforeEach(() => session.vobiz.control.reset());
  afterAll(() => session.close());

  test('the configuration in the document works as it is', async () => {
    const [example] = runnableBlocks(text);
    await session.write('example.json', example?.body ?? '');
    await session.write('voximplant.json', session.voximplant.credentials);
    Object.assign(session.environment, { VOBIZ_AUTH_ID: 'MA_X', VOBIZ_AUTH_TOKEN: 'x' });
    const { code, data } = await session.run('carriers --json --config example.json');
    expect([code, linesOf(data).map(({ profile }) => profile)]).toEqual([0, ['old', 'new']]);
  });

  /** The fields that the table gives a command: before its `(`, those of the object itself. */
  function documented(name: string): Set<string> {
    const row = text.split('\n').find((line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${name}\``));
    const fields =
      row
        ?.split('|')
        .slice(3)
        .join('|')
        .replaceAll(/\([^)]*\)/gu, '') ?? '';
    return new Set(Array.from(fields.matchAll(/`(\w+)\??`/gu), ([, field = '']) => field));
  }

  const all = '--seal s.jwe --recipient keys/public.jwk.json';
  test.each([
    ['list', 'list --profile old --json'],
    ['grants', 'grants --profile new --json'],
    ['carriers', 'carriers --json'],
    ['doctor', 'doctor --json'],
    ['export --format ndjson', 'export --profile old --format ndjson'],
    ['delete', 'delete --profile old --by-name Acme --yes --json'],
    ['import', `import rows.ndjson --profile old ${all}`],
    ['migrate plan', 'migrate plan --from old --to other --map map.json --out PLAN --json'],
    ['migrate show', 'migrate show PLAN --json'],
    ['migrate apply', `migrate apply PLAN ${all} --json`],
    ['migrate status', 'migrate status PLAN --json'],
    ['migrate verify', 'migrate verify PLAN --json'],
    ['migrate undo', 'migrate undo PLAN --yes --json'],
    ['secrets open', 'secrets open s.jwe --key keys/private.jwk.json --json'],
  ])('%s --json has the documented fields and no other', async (name, line) => {
    session.vobiz.control.seed(3);
    await session.write('rows.ndjson', '{ "name": "Row" }\n');
    await session.write('map.json', '{ "version": 1, "grants": { "calls": ["calls"], "cdr": ["cdr"] } }');
    if (name === 'delete') await session.run('create --profile old --name Acme');
    // Each has a plan, and so a journal, of its own.
    const plan = `${name.replaceAll(' ', '-')}.json`;
    await session.run(`migrate plan --from old --to other --map map.json --out ${plan}`);
    const objects = linesOf((await session.run(line.replace('PLAN', plan))).data);
    expect(objects.length).toBeGreaterThan(0);
    const known = name.startsWith('export') ? documented('list') : documented(name);
    const shown = new Set(objects.flatMap((each) => Object.keys(each)));
    expect([...shown].filter((field) => !known.has(field))).toEqual([]);
    const missing = [...known].filter((field) => !shown.has(field));
    expect(missing).toEqual(absent[name] ?? []);
  });

  /** Documented fields that do not occur here. */
  const absent: Readonly<Record<string, string[]>> = {
    doctor: ['warning'],
    import: ['openAttempts', 'error', 'file'],
    'migrate show': ['target', 'change'],
    'migrate apply': ['doubled'],
  };
});
