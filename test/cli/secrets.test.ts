import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf, openSession, type Session } from './session.ts';

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

test('a torn last line is reported, and the others are shown', async () => {
  const whole = await readFile(join(session.folder, 'sealed.jwe'), 'utf8');
  await session.write('torn.jwe', whole + whole.slice(0, 40));
  const { code, data, messages } = await session.run('secrets open torn.jwe --key keys/private.jwk.json --json');
  expect([code, data.split('\n').length, messages]).toEqual([
    1,
    2,
    '! line 2 of the sealed file is incomplete, as after a kill\nLeft out 1 of the lines of torn.jwe.\n',
  ]);
});

describe('a sealed file of two lines', () => {
  const seal = '--seal two.jwe --recipient keys/public.jwk.json';
  const key = '--key keys/private.jwk.json';
  let text = '';

  beforeAll(async () => {
    for (const name of ['line-one', 'line-two']) await session.run(`create --profile new --name ${name} ${seal}`);
    text = await readFile(join(session.folder, 'two.jwe'), 'utf8');
  });

  test.each([
    ['in its last line', (whole: string) => whole.replace(/.{6}\n$/u, 'AAAAAA\n'), 'line-one'],
    ['in its first line', (whole: string) => `x${whole.slice(1)}`, 'line-two'],
    ['that is no text', (whole: string) => Buffer.concat([Buffer.of(0xff), Buffer.from(whole.slice(1))]), 'line-two'],
  ])('a flipped byte %s: the other is opened and exported, and the exit code is 1', async (_, change, login) => {
    await session.write('flipped.jwe', change(text));
    const shown = await session.run(`secrets open flipped.jwe ${key} --json`);
    expect([shown.code, linesOf(shown.data).map((each) => each['login'])]).toEqual([1, [login]]);
    expect(shown.messages).toMatch(/^! .*line [12] .*\nLeft out 1 of the lines of flipped\.jwe\.\n$/u);
    const out = `${login}-${_.length}.ndjson`;
    const exported = await session.run(`secrets export flipped.jwe ${key} --out ${out}`);
    expect(exported).toMatchObject({ code: 1, messages: expect.stringContaining(`Wrote 1 credentials to ${out}`) });
    const before = await readFile(join(session.folder, 'flipped.jwe'));
    await session.run(
      `create --profile new --name more-${_.length} --seal flipped.jwe --recipient keys/public.jwk.json`,
    );
    expect((await readFile(join(session.folder, 'flipped.jwe'))).subarray(0, before.length)).toEqual(before);
  });

  test('without its last line end it is whole, and stays whole when more is sealed', async () => {
    await session.write('trimmed.jwe', text.trimEnd());
    const line = `secrets open trimmed.jwe ${key} --json`;
    expect(await session.run(line)).toMatchObject({ code: 0, messages: '' });
    await session.run('create --profile new --name line-three --seal trimmed.jwe --recipient keys/public.jwk.json');
    const logins = linesOf((await session.run(line)).data).map((each) => each['login']);
    expect(logins).toEqual(['line-one', 'line-two', 'line-three']);
  });

  test('a torn end is moved away when more is sealed, and told', async () => {
    await session.write('cut.jwe', text.slice(0, -4));
    const { code, messages } = await session.run(
      'create --profile new --name line-four --seal cut.jwe --recipient keys/public.jwk.json',
    );
    const moved = (await readdir(session.folder)).find((name) => name.startsWith('cut.jwe.torn-')) ?? '?';
    expect(code).toBe(0);
    expect(messages).toContain(`bytes are in ${join(session.folder, moved)} now.\n`);
    expect(await readFile(join(session.folder, moved), 'utf8')).toBe(text.split('\n')[1]?.slice(0, -3));
  });
});

test.each([
  [
    'an RSA key of 1,024 bits',
    () => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
    's.jwe',
  ],
  ['an id that is a number', async () => ({ ...(await publicKey()), kid: 7 }), 's.jwe'],
  ['a device as sealed file', () => publicKey(), '/dev/null'],
])('%s is refused before anything is created', async (_, recipient, seal) => {
  await session.write('odd-key.json', await recipient());
  const before = session.voximplant.control.requests.length;
  const { code } = await session.run(`create --profile new --name lost --seal ${seal} --recipient odd-key.json`);
  expect([code, session.voximplant.control.requests.length]).toEqual([1, before]);
});

async function publicKey(): Promise<object> {
  return JSON.parse(await readFile(join(session.folder, 'keys/public.jwk.json'), 'utf8')) as object;
}
