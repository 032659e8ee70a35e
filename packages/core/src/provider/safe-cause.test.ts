import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { safeCause } from './safe-cause.ts';

function coded<E extends Error>(error: E, code: string): E & { code: string } {
  return Object.assign(error, { code });
}

test('name, code, message and frames stay', () => {
  const original = coded(new TypeError('connect ECONNREFUSED 127.0.0.1:1'), 'ECONNREFUSED');
  const safe = safeCause(original);
  expect(safe).not.toBe(original);
  expect(safe).toMatchObject({
    name: 'TypeError',
    code: 'ECONNREFUSED',
    message: 'connect ECONNREFUSED 127.0.0.1:1',
  });
  expect(safe.stack).toContain('safe-cause.test.ts');
});

test('a message without a code may quote a reply, and goes; so do further lines of it in the stack', () => {
  let original = new Error('none');
  try {
    JSON.parse('SECRET\nSECRET');
  } catch (error) {
    original = error as Error;
  }
  expect(original.message).toContain('SECRET');
  const safe = safeCause(original);
  expect(safe.name).toBe('SyntaxError');
  expect(safe.message).toBe('');
  expect(inspect(safe)).not.toContain('SECRET');
});

test('a message that quotes a value goes, though it has a code', () => {
  let original = new Error('none');
  try {
    Buffer.from(new Map([['SECRET', 1]]) as never);
  } catch (error) {
    original = error as Error;
  }
  const argument = coded(new TypeError('The "key" argument is wrong. Received \'SECRET\''), 'ERR_INVALID_ARG_VALUE');
  expect(safeCause(argument)).toMatchObject({ message: '', code: 'ERR_INVALID_ARG_VALUE' });
  expect(safeCause(original)).toMatchObject({ message: '', code: 'ERR_INVALID_ARG_TYPE' });
});

test('several addresses that failed are reported as the first', () => {
  const first = coded(new Error('connect ECONNREFUSED ::1:1'), 'ECONNREFUSED');
  expect(safeCause(coded(new AggregateError([first, first]), 'ECONNREFUSED')).message).toBe(
    'connect ECONNREFUSED ::1:1',
  );
  expect(safeCause(coded(new AggregateError([]), 'ECONNREFUSED')).message).toBe('');
});

test('what is thrown and is no error is not shown', () => {
  expect(safeCause('SECRET').message).toBe('a thrown string');
  expect(safeCause({ secret: 'SECRET' }).message).toBe('a thrown object');
});

test('a numeric code, as of DOMException, is none', () => {
  const safe = safeCause(new DOMException('SECRET', 'TimeoutError'));
  expect(safe).toMatchObject({ name: 'TimeoutError', message: '' });
  expect('code' in safe).toBe(false);
});
