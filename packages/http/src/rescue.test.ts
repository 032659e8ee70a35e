import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Secret } from '@subuser/core';
import { expect, test } from 'vitest';
import { connect, failureOf, write } from '../test-support/connection.ts';
import { startCarrier } from '../test-support/loopback.ts';

const body = '{"token":"shown-once","more":1}';

const creating = {
  ...write,
  rescue: (text: string) => {
    const [, token] = /"token":"([^"]+)"/u.exec(text.replaceAll('\0', '')) ?? [];
    return token === undefined ? undefined : { login: '', secret: new Secret(token) };
  },
};

function send(status: number, headers: Record<string, string> = {}, bytes: Buffer | string = body) {
  return (reply: ServerResponse): void => {
    reply.writeHead(status, headers).end(bytes);
  };
}

test.each<[string, (reply: ServerResponse) => void, string]>([
  ['a redirect', send(302, { location: 'https://elsewhere.example/?t=1' }), 'unexpected-response'],
  ['a server error', send(500), 'outcome-unknown'],
  ['a refusal', send(409), 'unexpected-response'],
  ['a refusal that promises that nothing was applied', send(429, { 'retry-after': '1' }), 'unexpected-response'],
  [
    'not the declared charset',
    send(400, { 'content-type': 'text/plain; charset=ascii' }, `é${body}`),
    'unexpected-response',
  ],
  ['compressed', send(500, { 'content-encoding': 'gzip' }, gzipSync(body)), 'outcome-unknown'],
  ['UTF-16', send(500, {}, Buffer.from(body, 'utf16le')), 'outcome-unknown'],
  [
    'cut off behind it',
    (reply) => {
      reply.writeHead(201, { 'content-length': '1000' }).write(body.slice(0, 22), () => reply.destroy());
    },
    'outcome-unknown',
  ],
  [
    'compressed and cut off',
    (reply) => {
      const bytes = gzipSync(body + ' '.repeat(100_000), { level: 0 });
      reply.writeHead(201, { 'content-encoding': 'gzip', 'content-length': `${bytes.length}` });
      reply.write(bytes.subarray(0, 1000), () => reply.destroy());
    },
    'outcome-unknown',
  ],
])('what a reply shows once is in the error, and the write is not repeated: %s', async (_what, answer, code) => {
  const carrier = await startCarrier((_, reply) => answer(reply));
  const error = await failureOf(connect(carrier.origin).http.send(creating));
  expect(error.code).toBe(code);
  expect(error.detail.credentials?.secret.reveal()).toBe('shown-once');
  expect(error.what).toContain('detail.credentials');
  expect(JSON.stringify(error) + error.message).not.toContain('shown-once');
  expect(carrier.requests).toHaveLength(1);
});

test('a reply without any stays the error that it is', async () => {
  const carrier = await startCarrier((_, reply) => send(409, {}, '{"token":""}')(reply));
  const error = await failureOf(connect(carrier.origin).http.send(creating));
  expect(error).toMatchObject({ code: 'failed-precondition', what: 'refused with 409' });
  expect(error.detail).not.toHaveProperty('credentials');
});
