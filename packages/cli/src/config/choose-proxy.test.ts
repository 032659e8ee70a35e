import { SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { chooseProxy } from './choose-proxy.ts';

const text = z.string().optional();
const options = z.strictObject({ baseUrl: z.string().default('https://api.acme.invalid'), proxy: text });
const proxy = 'http://proxy.invalid:3128';
const none = { url: undefined, variable: undefined };

test.each([
  ['https://api.acme.invalid', { HTTPS_PROXY: proxy }, { url: proxy, variable: 'HTTPS_PROXY' }],
  [
    'https://api.acme.invalid',
    { https_proxy: proxy, HTTPS_PROXY: 'http://x' },
    { url: proxy, variable: 'https_proxy' },
  ],
  ['https://api.acme.invalid', { HTTP_PROXY: proxy }, none],
  ['http://api.acme.invalid', { HTTP_PROXY: ` ${proxy}\n` }, { url: proxy, variable: 'HTTP_PROXY' }],
  ['http://api.acme.invalid', { HTTP_PROXY: 'proxy.invalid:3128' }, { url: proxy, variable: 'HTTP_PROXY' }],
  ['https://api.acme.invalid', { HTTPS_PROXY: '' }, none],
  ['https://localhost:8080', { HTTPS_PROXY: proxy }, none],
  ['http://127.0.0.1', { HTTP_PROXY: proxy }, none],
  ['http://[::1]:80', { HTTP_PROXY: proxy }, none],
  ['nonsense', { HTTPS_PROXY: proxy }, none],
])('to %s with %j', (baseUrl, environment, chosen) => {
  expect(chooseProxy(options, { baseUrl }, environment)).toEqual(chosen);
});

test('the carrier’s own address counts where the profile has none', () => {
  expect(chooseProxy(options, {}, { HTTPS_PROXY: proxy }).url).toBe(proxy);
});

test('the profile’s own proxy counts more than any variable', () => {
  const environment = { HTTPS_PROXY: 'http://other.invalid', NO_PROXY: '*' };
  expect(chooseProxy(options, { proxy }, environment)).toEqual({ url: proxy, variable: undefined });
});

test('an adapter that takes no proxy gets none', () => {
  expect(
    chooseProxy(z.strictObject({ baseUrl: text }), { baseUrl: 'https://a.invalid' }, { HTTPS_PROXY: proxy }),
  ).toEqual(none);
});

describe('NO_PROXY', () => {
  test.each([
    ['*', true],
    ['api.acme.invalid', true],
    ['acme.invalid', true],
    ['.acme.invalid', true],
    ['*.acme.invalid', true],
    ['localhost, ACME.invalid:443', true],
    ['localhost acme.invalid:8443', false],
    ['me.invalid', false],
    ['other.invalid,', false],
  ])('%j', (list, isNamed) => {
    const chosen = chooseProxy(options, {}, { HTTPS_PROXY: proxy, NO_PROXY: list });
    expect(chosen).toEqual(
      isNamed ? { url: undefined, variable: 'NO_PROXY' } : { url: proxy, variable: 'HTTPS_PROXY' },
    );
  });
});

test.each(['socks5://secret@proxy.invalid', 'http://', '::'])(
  'a variable that is not the URL of a proxy: %s',
  (url) => {
    let error: unknown;
    try {
      chooseProxy(options, {}, { HTTPS_PROXY: url });
    } catch (thrown) {
      error = thrown;
    }
    expect(SubUserError.is(error, 'invalid-argument')).toBe(true);
    expect(String(error)).toContain('the variable HTTPS_PROXY is not the URL of a proxy');
    expect(String(error)).not.toContain('secret');
  },
);
