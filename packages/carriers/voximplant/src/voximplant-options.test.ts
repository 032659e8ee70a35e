import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { Secret, SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { generateServiceKey } from '../test-support/service-key.ts';
import { createVoximplant } from './create-voximplant.ts';
import { parseVoximplantOptions, voximplantEnvironment } from './voximplant-options.ts';

const { file } = generateServiceKey();
const fields = { accountId: 1001, keyId: file.key_id, privateKey: file.private_key };
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const certificate = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';
const pkcs1 = createPrivateKey(file.private_key).export({ type: 'pkcs1', format: 'pem' }).toString();

function onEvent(): void {}

function refusalOf(configuration: unknown): SubUserError {
  try {
    parseVoximplantOptions(configuration);
  } catch (error) {
    if (SubUserError.is(error, 'invalid-argument')) return error;
    throw error;
  }
  throw new Error('It was accepted');
}

describe('credentials', () => {
  test.each([
    ['the downloaded object', file],
    ['the downloaded object with more in it', { ...file, account_id: '1001', account_api_host: 'api.example.com' }],
    ['fields', fields],
    [
      'fields, the key a Secret and the account as text',
      { ...fields, accountId: '1001', privateKey: new Secret(file.private_key) },
    ],
    ['a PKCS#1 key', { ...fields, privateKey: pkcs1 }],
    ['a key in one line', { ...fields, privateKey: file.private_key.replaceAll('\n', String.raw`\n`) }],
    ['a key escaped twice', { ...fields, privateKey: file.private_key.replaceAll('\n', String.raw`\\n`) }],
    ['a key in quotes', { ...fields, privateKey: `"${file.private_key}"` }],
    [
      'a key in quotes and escaped',
      { ...fields, privateKey: `'${file.private_key.replaceAll('\n', String.raw`\n`)}'` },
    ],
    ['a key with blanks for line breaks', { ...fields, privateKey: file.private_key.replaceAll('\n', ' ') }],
    ['a key without line breaks', { ...fields, privateKey: file.private_key.replaceAll('\n', '') }],
    ['a key with CRLF and a BOM', { ...fields, privateKey: `\uFEFF${file.private_key.replaceAll('\n', '\r\n')}` }],
    ['a key with escaped CRLF', { ...fields, privateKey: file.private_key.replaceAll('\n', String.raw`\r\n`) }],
    ['a key in base64', { ...fields, privateKey: base64(file.private_key) }],
    ['a PKCS#1 key in base64', { ...fields, privateKey: base64(pkcs1) }],
    ['a key behind a certificate', { ...fields, privateKey: `${certificate}${file.private_key}` }],
    ['text', JSON.stringify(file)],
    ['text as a Secret, indented', new Secret(`\uFEFF${JSON.stringify(file, null, 2).replaceAll('\n', '\r\n')}\n`)],
    ['text of fields', JSON.stringify(fields)],
    ['base64', base64(JSON.stringify(file))],
    ['base64 in lines', base64(JSON.stringify(file)).replaceAll(/(.{76})/gu, '$1\n')],
    ['text in quotes', `'${JSON.stringify(file)}'`],
    ['text as JSON once more', JSON.stringify(JSON.stringify(file))],
    ['text with the line breaks of the key as they are', JSON.stringify(file).replaceAll(String.raw`\n`, '\n')],
    ['text with the key escaped twice', JSON.stringify(file).replaceAll(String.raw`\n`, String.raw`\\n`)],
  ])('are %s', (_what, credentials) => {
    const parsed = parseVoximplantOptions({ credentials });
    expect(parsed.credentials.accountId).toBe(1001);
    expect(parsed.credentials.keyId).toBe(file.key_id);
    expect(parsed.credentials.privateKey.export({ type: 'pkcs8', format: 'pem' })).toBe(file.private_key);
  });

  const keyRule = (fault: string): string =>
    `must be an unencrypted RSA private key of at least 2048 bits, PEM in PKCS#8 or PKCS#1, but ${fault} (usually set from VOXIMPLANT_PRIVATE_KEY)`;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypted = createPrivateKey(file.private_key).export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'x',
  });

  test.each([
    ['text', 'no-key-at-all-but-secret', 'contains no “-----BEGIN PRIVATE KEY-----”'],
    ['a cut key', file.private_key.slice(0, 400), 'has no end: it was cut off'],
    ['a key with a hole', file.private_key.replace(/.{300}\n-----END/su, '\n-----END'), 'is damaged'],
    ['a public key', generateServiceKey().publicKey, 'is a public key'],
    ['a certificate', certificate, 'is a certificate'],
    ['a short key', generateServiceKey(1024).file.private_key, 'has only 1024 bits'],
    ['an encrypted key', encrypted.toString(), 'is encrypted'],
    [
      'a key of another kind',
      ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      'is a key of another kind',
    ],
    ['an EC key', ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString(), 'is a key of another kind'],
  ])('refuse %s in place of a key, and never show it', (_what, privateKey, fault) => {
    const error = refusalOf({ credentials: { ...fields, privateKey } });
    expect(error.detail).toEqual({
      carrier: 'voximplant',
      operation: 'configure',
      document: 'voximplant configuration',
      fields: [{ field: 'credentials.privateKey', rule: keyRule(fault) }],
    });
    expect(inspect(error, { depth: Infinity })).not.toContain(privateKey.slice(0, 20));
  });

  test('refuse every misfit at once, by the names of the form that is used', () => {
    const { detail } = refusalOf({ credentials: { account_id: 'one', key_id: 'a b' } });
    expect(detail.fields).toEqual([
      {
        field: 'credentials.account_id',
        rule: 'must be the decimal number of the account (usually set from VOXIMPLANT_ACCOUNT_ID)',
      },
      {
        field: 'credentials.key_id',
        rule: 'must be ASCII without spaces, and not empty (usually set from VOXIMPLANT_KEY_ID)',
      },
      {
        field: 'credentials.private_key',
        rule: 'must be a text or a Secret (usually set from VOXIMPLANT_PRIVATE_KEY)',
      },
    ]);
  });

  test('refuse unknown fields of ours', () => {
    expect(refusalOf({ credentials: { ...fields, key: 'x' } }).detail.fields).toEqual([
      { field: 'credentials.key', rule: 'is not a known field' },
    ]);
  });

  test.each([
    ['cut off', JSON.stringify(file).slice(0, 900)],
    ['without its quotes', JSON.stringify(file).replaceAll('"', '')],
    ['in base64 and cut off', base64(JSON.stringify(file)).slice(0, 900)],
  ])('refuse JSON %s, and never show it', (_what, credentials) => {
    const error = refusalOf({ credentials });
    expect(error.detail.fields).toEqual([
      {
        field: 'credentials',
        rule: 'begins like the content of credentials.json, but is not JSON: it may be cut off, or a shell has removed its quotes',
      },
    ]);
    expect(inspect(error, { depth: Infinity })).not.toContain(file.private_key.slice(60, 80));
  });

  test.each([undefined, null, 'credentials.json', 7])('refuse %o', (credentials) => {
    expect(refusalOf({ credentials }).detail.fields).toEqual([
      { field: 'credentials', rule: 'must be the content of credentials.json, or { accountId, keyId, privateKey }' },
    ]);
  });
});

describe('the rest', () => {
  test('has defaults', () => {
    const { credentials: _credentials, ...rest } = parseVoximplantOptions({ credentials: file });
    expect(rest).toEqual({
      baseUrl: 'https://api.voximplant.com',
      passwordsIn: 'body',
      timeouts: { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000, totalMs: 60_000 },
      retries: { attempts: 4, baseMs: 250, maxMs: 30_000 },
      pace: { concurrency: 64 },
    });
  });

  test('is checked', () => {
    const wrong = { baseUrl: 'ftp://api', passwordsIn: 'header', dispatcher: {}, onEvent: 1, retry: 1 };
    expect(refusalOf({ credentials: file, ...wrong }).detail.fields).toEqual([
      { field: 'baseUrl', rule: 'must be a URL of http: or https: (usually set from VOXIMPLANT_BASE_URL)' },
      { field: 'passwordsIn', rule: 'must be body or query' },
      { field: 'dispatcher', rule: 'must be an undici Dispatcher' },
      { field: 'onEvent', rule: 'must be a function' },
      { field: 'retry', rule: 'is not a known field' },
    ]);
  });

  test.each(['https://user:hidden@api.example', 'https://api.example?key=hidden', 'https://api.example#hidden'])(
    'names the variable of a base URL that holds more than an address, %#',
    (baseUrl) => {
      const error = refusalOf({ credentials: file, baseUrl });
      const rule = 'must hold no credentials, query or fragment (usually set from VOXIMPLANT_BASE_URL)';
      expect(error.detail.fields).toEqual([{ field: 'baseUrl', rule }]);
      expect(error.message).not.toContain('hidden');
    },
  );

  test('takes a dispatcher and a listener', () => {
    const dispatcher = { dispatch: () => true } as unknown as NonNullable<
      ReturnType<typeof parseVoximplantOptions>['dispatcher']
    >;
    const parsed = parseVoximplantOptions({ credentials: file, dispatcher, onEvent });
    expect([parsed.dispatcher, parsed.onEvent]).toEqual([dispatcher, onEvent]);
  });

  test('names the environment variables', () => {
    expect(voximplantEnvironment).toEqual({
      'credentials.accountId': 'VOXIMPLANT_ACCOUNT_ID',
      'credentials.account_id': 'VOXIMPLANT_ACCOUNT_ID',
      'credentials.keyId': 'VOXIMPLANT_KEY_ID',
      'credentials.key_id': 'VOXIMPLANT_KEY_ID',
      'credentials.privateKey': 'VOXIMPLANT_PRIVATE_KEY',
      'credentials.private_key': 'VOXIMPLANT_PRIVATE_KEY',
      baseUrl: 'VOXIMPLANT_BASE_URL',
    });
  });

  test('is checked before anything is made of it, synchronously', () => {
    expect(() => createVoximplant({ credentials: { ...fields, accountId: 0 } })).toThrow('credentials.accountId');
    const provider = createVoximplant({ credentials: file });
    expect([provider.carrier, provider.specVersion, provider.traits.kind]).toEqual(['voximplant', 1, 'operator']);
  });
});
