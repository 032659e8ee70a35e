import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { startCarrier, startTcp } from '../test-support/loopback.ts';
import { bodyLimit } from './exchange/exchange.ts';
import type { Reply } from './http.ts';

const whole = { ...read, decode: (reply: Reply) => reply };

describe('what is sent', () => {
  test('method, path, headers and body, and that a reply need not be compressed', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    await connect(carrier.origin).http.send({ ...write, body: '{"name":"Łódź"}' });
    expect(carrier.requests).toStrictEqual([
      {
        method: 'POST',
        url: '/create',
        headers: {
          host: `127.0.0.1:${carrier.port}`,
          connection: 'keep-alive',
          'accept-encoding': 'identity',
          'x-auth-token': 'SECRET-HEADER',
          'content-type': 'application/json',
          'content-length': '18',
        },
        body: '{"name":"Łódź"}',
      },
    ]);
  });

  test.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('%s without a body', async (method) => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    await connect(carrier.origin).http.send({ ...read, method });
    expect(carrier.requests).toMatchObject([{ method, body: '' }]);
  });

  test('a read takes no answer that a cache has kept; a write needs not say so', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http } = connect(carrier.origin);
    await http.send(read);
    await http.send(write);
    expect(carrier.requests.map(({ headers }) => headers['cache-control'])).toStrictEqual(['no-cache', undefined]);
  });
});

describe('what is read', () => {
  test('status, headers and text', async () => {
    const carrier = await startCarrier((_, reply) => {
      reply.writeHead(201, { 'X-Single': '1', 'Set-Cookie': ['a=1', 'b=2'], date: 'Sat, 21 Nov 2026 10:00:00 GMT' });
      reply.end('{"name":"Łódź"}');
    });
    expect(await connect(carrier.origin).http.send(whole)).toStrictEqual({
      status: 201,
      headers: {
        'x-single': '1',
        'set-cookie': 'a=1, b=2',
        date: 'Sat, 21 Nov 2026 10:00:00 GMT',
        connection: 'keep-alive',
        'keep-alive': 'timeout=5',
        'transfer-encoding': 'chunked',
      },
      text: '{"name":"Łódź"}',
    });
  });

  test('nothing', async () => {
    const carrier = await startCarrier((_, reply) => {
      reply.statusCode = 204;
      reply.end();
    });
    expect(await connect(carrier.origin).http.send(whole)).toMatchObject({ status: 204, text: '' });
  });

  test('characters that are split between two pieces', async () => {
    const bytes = Buffer.from('{"name":"Łódź €"}');
    const carrier = await startCarrier((_, reply) => {
      const writeFrom = (index: number): void => {
        if (index === bytes.length) reply.end();
        else reply.write(bytes.subarray(index, index + 1), () => setImmediate(writeFrom, index + 1));
      };
      writeFrom(0);
    });
    expect((await connect(carrier.origin).http.send(whole)).text).toBe('{"name":"Łódź €"}');
  });

  test('a byte order mark is taken off, and bytes that are not what is declared are named', async () => {
    const carrier = await startCarrier((_, reply) => reply.end(Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0xff, 0x7d])));
    const { text, unreadable } = await connect(carrier.origin).http.send(whole);
    expect([text, unreadable]).toStrictEqual(['{\u{fffd}}', 'must be UTF-8']);
  });

  test('what is compressed although nobody asked for it, up to the same limit', async () => {
    let body = gzipSync('{"name":"Łódź"}');
    const carrier = await startCarrier((_, reply) => {
      reply.writeHead(200, { 'content-encoding': 'gzip' });
      reply.end(body);
    });
    const { http } = connect(carrier.origin);
    expect((await http.send(whole)).text).toBe('{"name":"Łódź"}');
    body = gzipSync(Buffer.alloc(bodyLimit + 1));
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(failure.message).toContain('the reply was longer than 8388608 bytes after the request was sent');
  });

  test.each([
    'content-length: 2\r\n\r\n{}',
    'content-length: 0\r\n\r\n',
    '\r\n{}',
    'transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  ])('a 204 has no body, whatever comes with it: %j', async (rest) => {
    const carrier = await startTcp((socket) => {
      socket.on('data', () => socket.write(`HTTP/1.1 204 No Content\r\n${rest}`));
    });
    const { http } = connect(carrier.origin);
    const sent = { ...write, method: 'DELETE', decode: (reply: Reply) => [reply.status, reply.text] } as const;
    for (let call = 0; call < 3; call += 1) expect(await http.send(sent)).toStrictEqual([204, '']);
  });

  test('early hints are not the reply', async () => {
    const carrier = await startTcp((socket) => {
      socket.on('data', () =>
        socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
      );
    });
    expect(await connect(carrier.origin).http.send(whole)).toStrictEqual({
      status: 200,
      headers: { 'content-length': '2' },
      text: 'ok',
    });
  });

  test('a body that comes slowly, but never stalls', async () => {
    const carrier = await startTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n');
        const drip = setInterval(() => socket.write('x'), 50);
        socket.on('close', () => clearInterval(drip));
      });
    });
    const timeouts = { connectMs: 5000, headersMs: 5000, bodyMs: 500, totalMs: 20_000 };
    expect((await connect(carrier.origin, { timeouts }).http.send(whole)).text).toBe('x'.repeat(12));
  });

  test('as much as the limit, and not a byte more', async () => {
    let size = bodyLimit;
    const carrier = await startCarrier((_, reply) => reply.end(Buffer.alloc(size, 'x')));
    const { http } = connect(carrier.origin);
    expect(await http.send({ ...write, decode: ({ text }) => text.length })).toBe(bodyLimit);
    size += 1;
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(failure.message).toContain('the reply was longer than 8388608 bytes after the request was sent');
  });
});

describe('what an adapter makes of it', () => {
  test('an error in our vocabulary passes as it is', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const error = new SubUserError('already-exists', 'taken', {
      carrier: 'carrier',
      operation: 'create',
      carrierCode: 7,
    });
    const { http, events } = connect(carrier.origin);
    const failure = await failureOf(
      http.send({
        ...write,
        decode() {
          throw error;
        },
      }),
    );
    expect(failure).toBe(error);
    expect(events).toMatchObject([{ status: 200, code: 'already-exists' }]);
  });

  test('any other is a bug, whose message may quote the reply and is not kept', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('SECRET-REPLY'));
    const { http } = connect(carrier.origin);
    const decode = ({ text }: Reply): unknown => JSON.parse(text);
    const failure = await failureOf(http.send({ ...write, decode }));
    expect(failure.code).toBe('internal');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the reply (200) could not be handled, which is a bug of the adapter. It may have been applied: look it up before trying again.',
    );
    expect(failure.detail).toStrictEqual({
      carrier: 'carrier',
      operation: 'create',
      carrierOperation: 'create',
      subject: 'Acme',
      httpStatus: 200,
    });
    expect(failure.cause).toMatchObject({ name: 'SyntaxError', message: '' });
    expect(inspect(failure)).not.toContain('SECRET');
    expect((await failureOf(http.send({ ...read, decode }))).message).toBe(
      'carrier list: the reply (200) could not be handled, which is a bug of the adapter.',
    );
    expect(carrier.requests).toHaveLength(2);
  });

  test('headers that cannot be made: an error of ours passes, any other is a bug; nothing is sent', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http } = connect(carrier.origin);
    const error = new SubUserError('unauthenticated', 'no key', { carrier: 'carrier', operation: 'sign' });
    expect(await failureOf(http.send({ ...write, headers: () => Promise.reject(error) }))).toBe(error);
    const headers = (): never => {
      throw new Error('SECRET');
    };
    const failure = await failureOf(http.send({ ...write, headers }));
    expect(failure.code).toBe('internal');
    expect(failure.message).toBe('carrier create of “Acme”: its headers could not be made; nothing was sent.');
    expect(inspect(failure)).not.toContain('SECRET');
    expect(carrier.connections).toBe(0);
  });
});
