import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { rescueKey } from './rescue-key.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const key_id = 'ab81c90e-573e-4046-9af9-105269dfafca';
const result = { account_email: 'owner@example.com', account_id: 1, key_id, private_key: privateKey };
const reply = JSON.stringify({ result });

test.each([
  ['the reply itself', reply],
  ['text before it', `Warning: notice${reply}`],
  ['text behind it', `${reply}<html>`],
  ['an envelope', JSON.stringify({ data: [{ result }] })],
  ['JSON in JSON', JSON.stringify({ body: reply })],
  ['UTF-16, read as UTF-8', Buffer.from(reply, 'utf16le').toString('utf8')],
  ['slashes that are escaped', reply.replaceAll('/', String.raw`\/`)],
  ['line ends of Windows', JSON.stringify({ result: { ...result, private_key: privateKey.replaceAll('\n', '\r\n') } })],
])('the private key that is shown once is found in %s', (_what, text) => {
  const found = rescueKey(text);
  expect(found?.login).toBe(key_id);
  expect(found?.secret.reveal().trim()).toBe(privateKey.trim());
});

test('in a reply that is cut off behind it, without the id of the key', () => {
  const text = JSON.stringify({ result: { private_key: privateKey, key_id } });
  const found = rescueKey(text.slice(0, text.indexOf('key_id') - 4));
  expect([found?.login, found?.secret.reveal().trim()]).toEqual(['', privateKey.trim()]);
});

test('a key that is cut off is none', () => {
  expect(rescueKey(reply.slice(0, 900))).toBeUndefined();
  expect(rescueKey('{"result":1}')).toBeUndefined();
});
