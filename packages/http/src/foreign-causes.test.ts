import { inspect } from 'node:util';
import { safeCause } from '@subuser/core/provider';
import { errors } from 'undici';
import { expect, test } from 'vitest';

// What undici hangs on its errors.
test.each([
  ['the rest of a reply', Object.assign(new errors.HTTPParserError('Response does not match'), { data: 'SECRET' })],
  [
    'headers and bodies',
    Object.assign(new Error('Response status code 401'), {
      code: 'UND_ERR_RESPONSE',
      headers: { a: 'SECRET' },
      body: 'SECRET',
    }),
  ],
  ['a cause', new errors.SecureProxyConnectionError(new Error('SECRET'), 'Secure Proxy Connection failed')],
])('%s go', (_, original) => {
  expect(inspect(original)).toContain('SECRET');
  const safe = safeCause(original);
  expect(inspect(safe, { depth: 9, showHidden: true })).not.toContain('SECRET');
  expect(safe.name).toBe(original.name);
  expect(safe.message).toBe(original.message);
});
