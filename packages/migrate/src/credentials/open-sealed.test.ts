import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import {
  calculateJwkThumbprint,
  CompactEncrypt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SealedCredentials, SealedLine } from './sealed-line.ts';
import { openFileSink } from './file-sink.ts';
import { generateSealKeys, openSealed } from './open-sealed.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sink-'));
  path = join(folder, 'sealed.jwe');
});
afterEach(() => rm(folder, { recursive: true }));

const line: SealedLine = { step: 'säule.1', nonce: 'n1', target: 't1' };
const credentials: SealedCredentials = {
  carrier: 'memory',
  id: 't1',
  login: 'desk',
  secret: new Secret('marker-secret'),
  otherSecrets: { sip: new Secret('marker-sip') },
};

async function sealAll(publicJwk: JWK, lines: [SealedLine, SealedCredentials][]): Promise<string> {
  const sink = await openFileSink(path, publicJwk);
  await Promise.all(lines.map((each) => sink.seal(...each)));
  await sink.close();
  return readFile(path, 'utf8');
}

const shown = ({ secret, otherSecrets, ...rest }: SealedCredentials): unknown => ({
  ...rest,
  secret: secret.reveal(),
  ...(otherSecrets && {
    otherSecrets: Object.fromEntries(Object.entries(otherSecrets).map(([name, each]) => [name, each.reveal()])),
  }),
});

async function pair(algorithm: string, options: { crv?: string; modulusLength?: number }) {
  const keys = await generateKeyPair(algorithm, { ...options, extractable: true });
  return { publicJwk: await exportJWK(keys.publicKey), privateJwk: await exportJWK(keys.privateKey) };
}

/** A key that jose imports, and seals nothing to. */
const rsa1024 = (): JWK => generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });

describe('sealing', () => {
  test.each([
    [7, []],
    [8, [4]],
  ])('where %i wait for a seal, more are waited for: %j ms', async (count, expected) => {
    const { publicJwk } = await generateSealKeys();
    const clock = new ManualClock();
    const sink = await openFileSink(path, publicJwk, { clock });
    const line = { step: 's1', nonce: 'n1', target: 't1' };
    await Promise.all(Array.from({ length: count }, () => sink.seal(line, credentials)));
    await sink.close();
    expect(clock.delays).toEqual(expected);
  });

  test.each([
    ['P-256', 'ECDH-ES', () => generateSealKeys()],
    ['P-521', 'ECDH-ES', () => pair('ECDH-ES', { crv: 'P-521' })],
    ['X25519', 'ECDH-ES', () => pair('ECDH-ES', { crv: 'X25519' })],
    ['RSA', 'RSA-OAEP-256', () => pair('RSA-OAEP-256', { modulusLength: 2048 })],
  ])('to %s by %s: opens with the private key, shows step, nonce and target only', async (_, alg, generate) => {
    const { publicJwk, privateJwk } = await generate();
    const text = await sealAll(publicJwk, [[line, credentials]]);
    expect(await openSealed(text, privateJwk).then(([opened]) => opened && shown(opened))).toEqual({
      ...line,
      isSuperseded: false,
      carrier: 'memory',
      id: 't1',
      login: 'desk',
      secret: 'marker-secret',
      otherSecrets: { sip: 'marker-sip' },
    });
    const { epk: _ephemeral, ...header } = decodeProtectedHeader(text);
    const kid = publicJwk.kid ?? (await calculateJwkThumbprint(publicJwk));
    expect(header).toEqual({ alg, enc: 'A256GCM', kid, ...line });
    const clear = text.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(text + clear.join('')).not.toMatch(/marker|desk/u);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('credentials that are flushed together are sealed in one line, which names and returns each of them', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const others = ['s2', 's3'].map((step): [SealedLine, SealedCredentials] => [
      { step, nonce: `n-${step}`, target: `t-${step}` },
      { carrier: 'memory', id: `t-${step}`, login: step, secret: new Secret(`marker-${step}`) },
    ]);
    const text = await sealAll(publicJwk, [[line, credentials], ...others]);
    expect(text.split('\n')).toHaveLength(2);
    const { epk: _ephemeral, ...header } = decodeProtectedHeader(text);
    const lines = [line, ...others.map(([each]) => each)];
    expect(header).toEqual({ alg: 'ECDH-ES', enc: 'A256GCM', kid: publicJwk.kid, lines });
    const sink = await openFileSink(path, publicJwk);
    expect((await Array.fromAsync(sink.lines())).flat()).toEqual(lines);
    // Superseded is one of them, not its line.
    await sink.seal({ ...line, nonce: 'n2' }, { ...credentials, secret: new Secret('newer') });
    await sink.close();
    const opened = await openSealed(await readFile(path, 'utf8'), privateJwk);
    expect(opened.map(({ step, login, secret, isSuperseded }) => [step, login, secret.reveal(), isSuperseded])).toEqual(
      [
        ['säule.1', 'desk', 'marker-secret', true],
        ['s2', 's2', 'marker-s2', false],
        ['s3', 's3', 'marker-s3', false],
        ['säule.1', 'desk', 'newer', false],
      ],
    );
  });

  test('a line whose header names more than it contains does not open', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const held = { carrier: 'memory', id: 't1', login: 'desk', secret: 'marker' };
    const text = await new CompactEncrypt(Buffer.from(JSON.stringify([held])))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', lines: [line, { ...line, step: 's2' }] })
      .encrypt(await importJWK(publicJwk, 'ECDH-ES'));
    await expect(openSealed(`${text}\n`, privateJwk)).rejects.toMatchObject({ code: 'wrong-key' });
  });

  test('a file that is sealed to one key refuses another: nobody could open all of it', async () => {
    const [first, second] = [await pair('ECDH-ES', { crv: 'P-256' }), await generateSealKeys()];
    const text = await sealAll(first.publicJwk, [[line, credentials]]);
    const kid = await calculateJwkThumbprint(first.publicJwk);
    await expect(openFileSink(path, second.publicJwk)).rejects.toMatchObject({
      code: 'wrong-key',
      message:
        `${path} is sealed to another key (${kid}, not ${second.publicJwk.kid}), and a file has one key; ` +
        'continue with that key, or use another file for the rest',
    });
    expect(await readFile(path, 'utf8')).toBe(text);
    await (await openFileSink(path, first.publicJwk)).close();
  });

  test('opened again, the sink knows its lines; of two for one step the last counts, and both are returned', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const { otherSecrets: _none, ...bare } = credentials;
    await sealAll(publicJwk, [[line, bare]]);
    const again = { step: line.step, nonce: 'n2', target: 't2' };
    const other = { step: 's2', nonce: 'n3', target: 't3' };
    await sealAll(publicJwk, [
      [other, { ...bare, id: 't3' }],
      [again, { ...bare, id: 't2', secret: new Secret('newer') }],
    ]);
    await writeFile(path, 'eyJ0b3Ju', { flag: 'a' });
    const sink = await openFileSink(path, publicJwk);
    const places = (lines: readonly SealedLine[]): string[] => lines.map(({ nonce }) => nonce).toSorted();
    const lines = (await Array.fromAsync(sink.lines())).flat();
    expect(lines).toContainEqual(line);
    expect(places(lines)).toEqual(['n1', 'n2', 'n3']);
    await sink.close();
    const opened = await openSealed(await readFile(path, 'utf8'), privateJwk);
    expect(opened.filter(({ isSuperseded }) => isSuperseded).map(shown)).toEqual([
      { ...line, isSuperseded: true, carrier: 'memory', id: 't1', login: 'desk', secret: 'marker-secret' },
    ]);
    expect(places(opened.filter(({ isSuperseded }) => !isSuperseded))).toEqual(['n2', 'n3']);
    expect(opened.find(({ nonce }) => nonce === 'n2')?.secret.reveal()).toBe('newer');
  });
});

describe('a file with lines that cannot be opened', () => {
  const other = { step: 's2', nonce: 'n2', target: 't2' };

  async function openedWith(change: (text: string) => string): Promise<{ steps: string[]; faults: string[] }> {
    const { publicJwk, privateJwk } = await generateSealKeys();
    await sealAll(publicJwk, [[line, credentials]]);
    const text = change(await sealAll(publicJwk, [[other, credentials]]));
    const faults: string[] = [];
    const opened = await openSealed(text, privateJwk, { onFault: ({ message }) => faults.push(message) });
    return { steps: opened.map(({ step }) => step), faults };
  }

  test('the others are opened, and each fault is told', async () => {
    const flipped = await openedWith((text) => text.replace(/.{4}\n$/u, 'AAAA\n'));
    expect(flipped).toEqual({
      steps: [line.step],
      faults: ['line 2 of the sealed file cannot be opened with this key, or was changed'],
    });
    await rm(path);
    const broken = await openedWith((text) => `${text.replace('\n', '\nno JWE\n')}eyJ0b3Ju`);
    expect(broken).toEqual({
      steps: [line.step, 's2'],
      faults: [
        'the sealed file: line 2 is damaged (no compact JWE); restore the file, or correct that line',
        'line 4 of the sealed file is incomplete, as after a kill',
      ],
    });
  });

  test('a last line without its line end is whole', async () => {
    expect(await openedWith((text) => text.trimEnd())).toEqual({ steps: [line.step, 's2'], faults: [] });
  });

  test('where no line can be opened, the first fault is the error', async () => {
    await expect(openedWith(() => 'text\n')).rejects.toMatchObject({ code: 'damaged' });
  });
});

test.each([
  ['its line end', (text: string) => text.trimEnd(), (text: string) => text, []],
  ['its end', (text: string) => text.slice(0, -3), (text: string) => `${text.split('\n')[0]}\n`, ['torn']],
])('a sink whose last line lost %s loses no byte', async (_, change, left, copies) => {
  const { publicJwk } = await generateSealKeys();
  await sealAll(publicJwk, [[line, credentials]]);
  const text = await sealAll(publicJwk, [[{ ...line, step: 's2' }, credentials]]);
  await writeFile(path, change(text));
  const told: string[] = [];
  const sink = await openFileSink(path, publicJwk, { onTorn: ({ copy }) => told.push(copy) });
  await sink.close();
  expect(await readFile(path, 'utf8')).toBe(left(text));
  const found = await Promise.all(told.map((copy) => readFile(copy, 'utf8')));
  expect(found).toEqual(copies.map(() => text.split('\n')[1]?.slice(0, -2)));
});

test('the lines of two plans for one step hide none of each other', async () => {
  const { publicJwk, privateJwk } = await generateSealKeys();
  for (const plan of ['first', 'second']) {
    const sink = await openFileSink(path, publicJwk, { plan });
    await sink.seal({ ...line, target: plan }, credentials);
    await Promise.all(['s2', 's3'].map((step) => sink.seal({ step, nonce: step, target: plan }, credentials)));
    await sink.close();
  }
  const sink = await openFileSink(path, publicJwk, { plan: 'second' });
  const all = (await Array.fromAsync(sink.lines())).flat();
  await sink.close();
  expect(all.filter(({ step }) => step === line.step)).toEqual([
    { ...line, target: 'first', plan: 'first' },
    { ...line, target: 'second', plan: 'second' },
  ]);
  const opened = await openSealed(await readFile(path, 'utf8'), privateJwk);
  expect(opened.map(({ isSuperseded }) => isSuperseded)).toEqual(Array.from({ length: 6 }, () => false));
});

describe('a recipient that nothing can be sealed to', () => {
  const keys: [string, () => Promise<JWK>][] = [
    ['RSA of 1,024 bits', async () => rsa1024()],
    ['an id that is a number', async () => ({ ...(await generateSealKeys()).publicJwk, kid: 7 }) as unknown as JWK],
  ];
  test.each(keys)('is refused before anything is sealed: %s', async (_, key) => {
    await expect(openFileSink(path, await key())).rejects.toMatchObject({
      code: 'wrong-key',
      message: expect.stringMatching(/^nothing can be sealed to this JWK \(.+\); use another key$/su),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test('the sink proves that it can be written, and leaves nothing behind', async () => {
    const { publicJwk } = await generateSealKeys();
    const text = await sealAll(publicJwk, [[line, credentials]]);
    const sink = await openFileSink(path, publicJwk);
    await sink.prepare?.();
    await sink.close();
    expect(await readFile(path, 'utf8')).toBe(text);
    await expect(openFileSink('/dev/null', publicJwk)).rejects.toMatchObject({
      code: 'not-durable',
      message: expect.stringContaining('it is not a regular file'),
    });
  });
});

describe('refusals', () => {
  test('a private key, an invalid key, and a kind of key that cannot be sealed to', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const { d = '' } = privateJwk;
    const attempts: [JWK, string][] = [
      [privateJwk, 'this JWK is a private key; seal to its public part, and keep it elsewhere'],
      [{ ...publicJwk, x: 'AA' }, 'this JWK cannot be read as a public key'],
      [{ kty: 'oct', k: 'AAAA' }, 'this JWK is not an EC, OKP or RSA key; credentials are sealed to one of these'],
      [{}, 'this JWK is not an EC, OKP or RSA key; credentials are sealed to one of these'],
    ];
    for (const [jwk, message] of attempts) {
      const error = await openFileSink(path, jwk).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'wrong-key', message });
      expect(String(error)).not.toContain(d);
    }
  });

  test('another key, and a header that was changed', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const other = await generateSealKeys();
    const text = await sealAll(publicJwk, [[line, credentials]]);
    const refused = {
      code: 'wrong-key',
      message: 'line 1 of the sealed file cannot be opened with this key, or was changed',
    };
    await expect(openSealed(text, other.privateJwk)).rejects.toMatchObject(refused);
    const [header = '', ...rest] = text.split('.');
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), target: 't9' };
    const forged = [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
    await expect(openSealed(forged, privateJwk)).rejects.toMatchObject(refused);
  });

  test('content that is not credentials is not quoted', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const text = await new CompactEncrypt(Buffer.from('marker, no JSON'))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', ...line })
      .encrypt(await importJWK(publicJwk, 'ECDH-ES'));
    const error = await openSealed(`${text}\n`, privateJwk).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'wrong-key' });
    expect(error).not.toHaveProperty('cause');
    expect(String(error)).not.toContain('marker');
  });

  test('a line that is not a JWE, and a JWE of another program', async () => {
    const { publicJwk, privateJwk } = await generateSealKeys();
    const whole = await sealAll(publicJwk, [[line, credentials]]);
    await expect(openSealed(`a.b.c.d.e\n${whole}`, privateJwk)).rejects.toThrow(
      'the sealed file: line 1 is damaged (no compact JWE)',
    );
    await expect(openSealed(`text\n${whole}`, privateJwk)).rejects.toThrow('line 1 is damaged (no compact JWE)');
    const foreign = `${Buffer.from('{"alg":"ECDH-ES"}').toString('base64url')}.b.c.d.e\n`;
    await expect(openSealed(whole + foreign, privateJwk)).rejects.toThrow(
      'the sealed file: line 2 is damaged (its header names no step, nonce and target)',
    );
  });
});
