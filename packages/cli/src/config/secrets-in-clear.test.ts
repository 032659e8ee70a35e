import { expect, test } from 'vitest';
import { secretsInClear } from './secrets-in-clear.ts';

const fields = (options: object, ...secretPaths: string[]): string[] =>
  secretsInClear(options, secretPaths).map(({ field }) => field);

test('a secret is refused in clear, and accepted as a reference', () => {
  expect(fields({ key: 'clear', region: 'eu' }, 'key')).toEqual(['key']);
  expect(fields({ key: { env: 'KEY' }, region: 'eu' }, 'key')).toEqual([]);
  expect(fields({ key: { file: 'key.txt' } }, 'key')).toEqual([]);
});

test('so is everything below a secret', () => {
  const credentials = { id: 7, key: { env: 'KEY' }, nested: [{ pem: 'clear' }] };
  expect(fields({ credentials }, 'credentials')).toEqual(['credentials.id', 'credentials.nested.0.pem']);
});

test('and a value in place of the object that contains a secret', () => {
  expect(fields({ credentials: 'clear' }, 'credentials.key')).toEqual(['credentials']);
  expect(fields({ credentials: { id: 7, key: 'clear' } }, 'credentials.key')).toEqual(['credentials.key']);
});

test('a name that begins like a secret is not one; all options may be', () => {
  expect(fields({ keyId: '7', key: { env: 'KEY' } }, 'key')).toEqual([]);
  expect(fields({ keyId: '7' }, '')).toEqual(['keyId']);
});
