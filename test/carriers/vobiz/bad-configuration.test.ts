import { Secret } from '@subuser/core';
import { createVobiz, createVobizClient } from '@subuser/vobiz';
import { describe, expect, test } from 'vitest';
import { expectNothingShown, marker, namedIn, refusalOf } from '../../support/refused-options.ts';

describe.each([
  ['createVobiz', createVobiz],
  ['createVobizClient', createVobizClient],
])('%s', (_, create) => {
  const account = { authId: `MA_${marker}`, authToken: marker };

  test.each([
    ['no account id', { ...account, authId: undefined }, ['authId VOBIZ_AUTH_ID']],
    ['a sub-account’s id', { ...account, authId: `SA_${marker}` }, ['authId VOBIZ_AUTH_ID']],
    ['a path as id', { ...account, authId: `MA_${marker}/../x` }, ['authId VOBIZ_AUTH_ID']],
    ['no token', { ...account, authToken: '' }, ['authToken VOBIZ_AUTH_TOKEN']],
    ['a token that ends in a line break', { ...account, authToken: `${marker}\n` }, ['authToken VOBIZ_AUTH_TOKEN']],
    ['a token with a letter no header holds', { ...account, authToken: `${marker}é` }, ['authToken VOBIZ_AUTH_TOKEN']],
    ['a Secret with a space', { ...account, authToken: new Secret(`${marker} `) }, ['authToken VOBIZ_AUTH_TOKEN']],
    ['a token that is no text', { ...account, authToken: { token: marker } }, ['authToken VOBIZ_AUTH_TOKEN']],
    ['no URL', { ...account, baseUrl: marker }, ['baseUrl VOBIZ_BASE_URL']],
    ['another protocol', { ...account, baseUrl: `ftp://${marker}.example` }, ['baseUrl VOBIZ_BASE_URL']],
    [
      'everything',
      { authId: marker, authToken: '', baseUrl: marker },
      ['authId VOBIZ_AUTH_ID', 'authToken VOBIZ_AUTH_TOKEN', 'baseUrl VOBIZ_BASE_URL'],
    ],
    ['an unknown field', { ...account, authtoken: marker }, ['authtoken no variable']],
    ['an odd time-out', { ...account, timeouts: { connectMs: marker } }, ['timeouts.connectMs no variable']],
  ])('with %s', (_, configuration, fields) => {
    const error = refusalOf(create, configuration);
    expect(namedIn(error)).toEqual(fields);
    expectNothingShown(error);
  });

  test.each([`https://user:${marker}@api.example`, `https://api.example/?token=${marker}`])(
    'with a base URL that would carry a secret, %#',
    (baseUrl) => {
      const error = refusalOf(create, { ...account, baseUrl });
      expect(namedIn(error)).toEqual(['baseUrl VOBIZ_BASE_URL']);
      expectNothingShown(error);
    },
  );
});
