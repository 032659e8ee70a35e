import { describe, expect, test } from 'vitest';
import { connect, failureOf, read } from '../test-support/connection.ts';
import { startCarrier } from '../test-support/loopback.ts';
import { parseBaseUrl } from './base-url.ts';
import { createHttp } from './create-http.ts';

test.each([
  ['https://api.example', { origin: 'https://api.example', prefix: '' }],
  ['https://api.example/', { origin: 'https://api.example', prefix: '' }],
  ['http://127.0.0.1:8080', { origin: 'http://127.0.0.1:8080', prefix: '' }],
  ['https://api.example:443/platform_api', { origin: 'https://api.example', prefix: '/platform_api' }],
  ['https://api.example/a/b//', { origin: 'https://api.example', prefix: '/a/b' }],
])('%s', (text, base) => {
  expect(parseBaseUrl(text, 'carrier')).toStrictEqual(base);
});

describe('refused, without showing it', () => {
  test.each([
    ['api.example', 'must be a URL'],
    ['ftp://SECRET.example', 'must begin with https:// or http://'],
    ['https://SECRET@api.example', 'must not hold credentials'],
    ['https://user:SECRET@api.example', 'must not hold credentials'],
    ['https://api.example/?token=SECRET', 'must not have a query or a fragment'],
    ['https://api.example/#SECRET', 'must not have a query or a fragment'],
  ])('%s', async (baseUrl, rule) => {
    const timeouts = { connectMs: 1, headersMs: 1, bodyMs: 1, totalMs: 1 };
    const failure = await failureOf(
      (async () =>
        createHttp({
          carrier: 'carrier',
          baseUrl,
          timeouts,
          retries: { attempts: 1, baseMs: 1, maxMs: 1 },
          pace: { concurrency: 1, burst: 1 },
        }))(),
    );
    expect(failure.code).toBe('invalid-argument');
    expect(failure.message).toBe(`Invalid carrier configuration: baseUrl: ${rule}`);
    expect(failure.detail.fields).toStrictEqual([{ field: 'baseUrl', rule }]);
  });
});

test('the prefix comes before every path, which is sent unchanged', async () => {
  const carrier = await startCarrier((_, reply) => reply.end('ok'));
  const { http } = connect(`${carrier.origin}/prefix/`);
  await http.send({ ...read, path: '/a//b/../c/?q=a%20b&r=' });
  expect(carrier.requests[0]?.url).toBe('/prefix/a//b/../c/?q=a%20b&r=');
});
