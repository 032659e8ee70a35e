import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type Session } from './session.ts';

let session: Session;

beforeAll(async () => {
  session = await openSession();
  await session.run('secrets keygen --out keys');
  await session.run('create --profile new --name first --seal sealed.jwe --recipient keys/public.jwk.json');
});
afterAll(() => session.close());

test('a pair of keys: the private one for its owner alone', async () => {
  const modes = await Promise.all(
    ['private', 'public'].map(async (name) => (await stat(join(session.folder, `keys/${name}.jwk.json`))).mode & 0o777),
  );
  expect(modes).toEqual([0o600, 0o644]);
});

test('a folder with half a pair gets no other half', async () => {
  await mkdir(join(session.folder, 'half'));
  await session.write('half/public.jwk.json', '{}');
  const { code, messages } = await session.run('secrets keygen --out half');
  expect([code, messages]).toEqual([
    1,
    'error (failed-precondition): half/public.jwk.json cannot be written: it already exists; name another file\n',
  ]);
  expect(await readdir(join(session.folder, 'half'))).toEqual(['public.jwk.json']);
});

test.each([
  ['secrets keygen --out sealed.jwe', 'sealed.jwe/private.jwk.json cannot be written: check that the folder exists'],
  ['secrets open none.jwe --key keys/private.jwk.json', 'error (invalid-argument): none.jwe cannot be read (ENOENT)'],
  ['secrets open sealed.jwe --key none.json', 'error (invalid-argument): none.json cannot be read (ENOENT)'],
  ['secrets open sealed.jwe --key null.json', 'null.json is not a key: create a pair with subuser secrets keygen'],
  ['secrets open sealed.jwe --key other/private.jwk.json', 'error (wrong-key): line 1'],
  [
    'secrets export sealed.jwe --key keys/private.jwk.json --out no/such.ndjson',
    'no/such.ndjson cannot be written: check',
  ],
  ['emulate --out sealed.jwe', 'cannot be written: check that the folder exists'],
  ['create --profile new --name second --seal s.jwe --recipient null.json', 'null.json is not a key'],
])('%s', async (line, says) => {
  await session.write('null.json', 'null');
  await session.run('secrets keygen --out other');
  const { code, data, messages } = await session.run(line);
  expect([code, data]).toEqual([1, '']);
  expect(messages).toContain(says);
});

test('a torn last line is reported', async () => {
  const whole = await readFile(join(session.folder, 'sealed.jwe'), 'utf8');
  await session.write('torn.jwe', whole + whole.slice(0, 40));
  const { code, data, messages } = await session.run('secrets open torn.jwe --key keys/private.jwk.json --json');
  expect([code, data.split('\n').length, messages]).toEqual([
    0,
    2,
    'Ignored the last line of torn.jwe: it is incomplete, as after a kill.\n',
  ]);
});
