import { Secret } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { fixture, fixtureText } from '../test-support/read-fixture.ts';
import { shown } from '../test-support/shown.ts';
import { rescueCredentials } from './rescue-credentials.ts';

const reply = fixtureText('seed-000-create-reply');
const token = 'sub_account_auth_token_shown_once';
const own = new Secret('token-of-the-main-account');

function rescued(text: string) {
  return shown(rescueCredentials(text, own));
}

const utf16 = Buffer.from(reply, 'utf16le');

describe('the token of a create is found in', () => {
  test.each([
    ['the reply itself', reply],
    ['text before it', `<!-- proxy -->\n${reply}`],
    ['text behind it', `${reply}\n<script>1</script>`],
    ['two replies', reply + reply],
    ['an envelope', JSON.stringify({ data: { result: fixture('seed-000-create-reply') } })],
    ['a list', JSON.stringify([fixture('seed-000-create-reply')])],
    ['JSON in JSON', JSON.stringify({ body: reply })],
    ['JSON in JSON in JSON', JSON.stringify({ body: JSON.stringify({ body: reply }) })],
    ['a template', reply.replaceAll('"auth_token": ', '"auth_token"\t:\n')],
    ['UTF-16, read as UTF-8', utf16.toString('utf8')],
    ['UTF-16 in the other order', Buffer.from(utf16).swap16().toString('utf8')],
    ['a reply cut off behind the token', reply.slice(0, reply.indexOf(token) + token.length + 1)],
    ['a reply with another token, redacted', `{"auth_token":"<redacted>"}${reply}`],
  ])('%s', (_what, text) => {
    expect(rescued(text)).toMatchObject({ login: 'SA_XXXXXXXX', secret: `secret ${token}` });
  });

  test('with the tokens for the console', () => {
    expect(rescued(reply)).toMatchObject({
      otherSecrets: {
        accessToken: expect.stringMatching(/^secret eyJ/u) as string,
        refreshToken: expect.stringMatching(/^secret eyJ/u) as string,
      },
    });
  });

  test('without an id, and with its escapes undone', () => {
    expect(rescued('x{"auth_token":"a\\u0062\\/c"}')).toEqual({ login: '', secret: 'secret ab/c' });
  });
});

test.each([
  ['nothing', ''],
  ['a token that is cut off', '{"auth_token":"abc'],
  ['a redacted one', '{"auth_token":"<redacted>"}'],
  ['none', '{"auth_token":null}'],
  ['an empty one', '{"auth_token":""}'],
  ['the token of the main account, echoed', '{"auth_token":"token-of-the-main-account"}'],
])('%s is no token', (_what, text) => {
  expect(rescued(text)).toBeUndefined();
});
