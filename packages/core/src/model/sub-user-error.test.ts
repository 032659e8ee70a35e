import { expect, test } from 'vitest';
import { Secret } from './secret.ts';
import { SubUserError } from './sub-user-error.ts';

const detail = { carrier: 'memory', operation: 'get' };

test('is told by its mark, also across two copies of the package', () => {
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
  const error = SubUserError.refusal('memory create is', rules, detail);
  expect(error.code).toBe('unsupported');
  expect(error.message).toBe(
    'memory create is refused, nothing was sent: name: must not be empty; email: this carrier cannot hold it',
  );
  expect(error.detail.fields).toEqual(rules);
  expect(SubUserError.refusal('x is', rules.slice(0, 1), detail).code).toBe('invalid-argument');
});

test('rescued credentials stay masked when the error is written out', () => {
  const credentials = { login: 'SA_1', secret: new Secret('planted') };
  const error = new SubUserError('unexpected-response', 'odd', { ...detail, credentials });
  expect(JSON.stringify(error)).toBe(
    '{"name":"SubUserError","code":"unexpected-response","message":"odd",' +
      '"detail":{"carrier":"memory","operation":"get","credentials":{"login":"SA_1","secret":"[secret]"}}}',
  );
  expect(error.detail.credentials?.secret.reveal()).toBe('planted');
});
