import { inspect } from 'node:util';
import { Secret, SubUserError } from '@subuser/core';
import { describe, expect, test, vi } from 'vitest';
import { createVobiz } from './create-vobiz.ts';
import { parseVobizOptions } from './vobiz-options.ts';

const account = { authId: 'MA_XXXXXXXX', authToken: 'main-account-token' };

function refusal(configuration: unknown): SubUserError {
  try {
    parseVobizOptions(configuration);
  } catch (error) {
    if (SubUserError.is(error, 'invalid-argument')) return error;
  }
  throw new Error('It was not refused');
}

describe('the configuration', () => {
  test('has the defaults of the documents', () => {
    const { authId, authToken, baseUrl, retries } = parseVobizOptions(account);
    expect([authId, authToken.reveal(), baseUrl]).toEqual([
      'MA_XXXXXXXX',
      'main-account-token',
      'https://api.vobiz.ai',
    ]);
    expect(retries.attempts).toBe(4);
  });

  test('takes a Secret, a dispatcher and a listener as they are', () => {
    const dispatcher = { dispatch: () => true };
    const onEvent = vi.fn<() => void>();
    const secret = new Secret('main-account-token');
    const parsed = parseVobizOptions({ ...account, authToken: secret, dispatcher, onEvent });
    expect(parsed.authToken).toBe(secret);
    expect(parsed.dispatcher).toBe(dispatcher);
    expect(parsed.onEvent).toBe(onEvent);
  });

  test('names every misfit with its variable, and no value', () => {
    const error = refusal({
      authId: 'SA_SECRETID',
      authToken: 'secret token',
      baseUrl: 'ftp://secret',
      region: 'secret',
    });
    expect(error.detail).toEqual({
      carrier: 'vobiz',
      operation: 'configure',
      document: 'vobiz configuration',
      fields: [
        { field: 'authId', rule: 'must look like MA_… (usually set from VOBIZ_AUTH_ID)' },
        {
          field: 'authToken',
          rule: 'must be ASCII without white space, and not empty (usually set from VOBIZ_AUTH_TOKEN)',
        },
        { field: 'baseUrl', rule: 'must be a URL of http: or https: (usually set from VOBIZ_BASE_URL)' },
        { field: 'region', rule: 'is not a known field' },
      ],
    });
    expect(inspect(error, { depth: 9 })).not.toMatch(/secret token|SECRETID|ftp:/u);
  });

  test.each(['https://user:hidden@api.example', 'https://api.example?key=hidden', 'https://api.example#hidden'])(
    'names the variable of a base URL that holds more than an address, %#',
    (baseUrl) => {
      const error = refusal({ ...account, baseUrl });
      const rule = 'must hold no credentials, query or fragment (usually set from VOBIZ_BASE_URL)';
      expect(error.detail.fields).toEqual([{ field: 'baseUrl', rule }]);
      expect(inspect(error, { depth: 9 })).not.toContain('hidden');
    },
  );

  test.each([
    [{}, ['authId', 'authToken']],
    [{ ...account, authId: '' }, ['authId']],
    [{ ...account, authId: 'MA_../SA_1' }, ['authId']],
    [{ ...account, authToken: '' }, ['authToken']],
    [{ ...account, authToken: 'a\r\nX-Other: b' }, ['authToken']],
    [{ ...account, authToken: new Secret(' ') }, ['authToken']],
    [{ ...account, authToken: 'tökén' }, ['authToken']],
    [{ ...account, authToken: 17 }, ['authToken']],
    [{ ...account, baseUrl: 'api.vobiz.ai' }, ['baseUrl']],
    [{ ...account, dispatcher: {} }, ['dispatcher']],
    [{ ...account, dispatcher: null }, ['dispatcher']],
    [{ ...account, onEvent: 'log' }, ['onEvent']],
    [{ ...account, timeouts: { totalMs: 0 } }, ['timeouts.totalMs']],
  ])('refuses misfit %#', (configuration, fields) => {
    expect(refusal(configuration).detail.fields?.map(({ field }) => field)).toEqual(fields);
  });

  test('a provider does not print its token', () => {
    expect(inspect(createVobiz(account), { depth: 9, showHidden: true })).not.toContain(account.authToken);
  });
});
