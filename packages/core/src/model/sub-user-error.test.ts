import { expect, test } from 'vitest';
import { Secret } from './secret.ts';
import { SubUserError } from './sub-user-error.ts';

const detail = { carrier: 'memory', operation: 'get' };

test('is recognised by its mark, also across two copies of the package', () => {
  const error = new SubUserError('not-found', 'gone', detail);
  const foreign = Object.assign(new Error('x'), { [Symbol.for('subuser.error')]: true, code: 'not-found' });
  expect(SubUserError.is(error)).toBe(true);
  expect(SubUserError.is(error, 'not-found')).toBe(true);
  expect(SubUserError.is(error, 'internal')).toBe(false);
  expect(SubUserError.is(foreign, 'not-found')).toBe(true);
  expect(SubUserError.is(new Error('x'))).toBe(false);
  expect(SubUserError.is(null)).toBe(false);
  expect(SubUserError.is('not-found')).toBe(false);
});

test('a refusal names every broken rule, and is unsupported where any of them is', () => {
  const rules = [
    { field: 'name', rule: 'must not be empty' },
    { field: 'email', rule: 'this carrier cannot hold it', unsupported: true },
  ];
  const error = SubUserError.refusal(rules, detail);
  expect(error.code).toBe('unsupported');
  expect(error.message).toBe('memory get: not sent: name: must not be empty; email: this carrier cannot hold it');
  expect(error.detail.fields).toEqual(rules);
  expect(SubUserError.refusal(rules.slice(0, 1), detail).code).toBe('invalid-argument');
});

test('rescued credentials stay masked when the error is written out', () => {
  const credentials = { login: 'SA_1', secret: new Secret('planted') };
  const error = new SubUserError('unexpected-response', 'odd', { ...detail, credentials });
  expect(JSON.stringify(error)).toBe(
    '{"name":"SubUserError","code":"unexpected-response","message":"memory get: odd",' +
      '"detail":{"carrier":"memory","operation":"get","credentials":{"login":"SA_1","secret":"[secret]"}}}',
  );
  expect(error.detail.credentials?.secret.reveal()).toBe('planted');
});

test.each([
  [detail, 'memory get: gone'],
  [{ ...detail, subject: 'm7' }, 'memory get of “m7”: gone'],
  [{ operation: 'ask' }, 'gone'],
  [
    { carrier: 'memory', operation: 'configure', document: 'memory configuration' },
    'Invalid memory configuration: gone',
  ],
])('the message opens with what is known of the call: %j', (known, message) => {
  const error = new SubUserError('not-found', 'gone', known);
  expect([error.message, error.what]).toEqual([message, 'gone']);
});

test('a document that breaks rules is invalid, not unsent', () => {
  const error = SubUserError.refusal([{ field: 'x', rule: 'is missing' }], {
    operation: 'read',
    document: 'plan.json',
  });
  expect(error.message).toBe('Invalid plan.json: x: is missing');
});
