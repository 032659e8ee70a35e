import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { Socket } from 'node:net';
import { Agent, Dispatcher, interceptors, MockAgent, ProxyAgent, RetryAgent } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { countRequests, freePort, startCarrier, startTcp, until } from '../test-support/loopback.ts';

const patient = { connectMs: 5000, headersMs: 5000, bodyMs: 5000, totalMs: 20_000 };
/** As long as undici takes to free a connection for the next request. */
const turn = () => setTimeout(5);
const once = { attempts: 1, baseMs: 1, maxMs: 1 };

describe('keep-alive', () => {
  test('two connections carry call after call: undici frees one only after the next event loop turn', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http } = connect(carrier.origin);
    for (let index = 0; index < 20; index += 1) expect(await http.send(write)).toBe('ok');
    expect(carrier.connections).toBeLessThanOrEqual(2);
    expect(carrier.requests).toHaveLength(20);
  });

  test('a connection that the carrier closed between two calls is noticed, and the write goes out on a new one', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http, events } = connect(carrier.origin);
    await http.send(write);
    for (const socket of carrier.sockets) socket.end();
    await until(() => carrier.sockets.size === 0);
    expect(await http.send(write)).toBe('ok');
    expect(carrier.connections).toBe(2);
    expect(events).toHaveLength(2);
  });

  test('one that it closes just as the next write arrives leaves that write of unknown outcome, sent once', async () => {
    let text = '';
    const carrier = await startTcp((socket) => {
      socket.on('data', (data) => {
        text += data.toString();
        if (countRequests(text) > 1) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    const { http } = connect(carrier.origin);
    expect(await http.send(write)).toBe('ok');
    await turn();
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(countRequests(text)).toBe(2);
    expect(carrier.connections).toBe(1);
  });

  test('the race, a hundred times: no answered or lost write is ever sent twice', async () => {
    const seen: string[] = [];
    const carrier = await startTcp((socket) => {
      socket.on('data', (data) => {
        seen.push(/x-number: (\d+)/u.exec(data.toString())?.[1] ?? 'none');
        // Promises to stay open, and closes all the same.
        socket.end('HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    const { http } = connect(carrier.origin);
    const codes = new Set<string>();
    for (let number = 0; number < 100; number += 1) {
      const headers = () => ({ 'x-number': String(number) });
      codes.add(await http.send({ ...write, headers }).catch((error: { code: string }) => error.code));
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const code of codes) expect(['ok', 'outcome-unknown']).toContain(code);
    expect(codes).toContain('ok');
  });
});

describe('a dispatcher of the caller', () => {
  test('is used, and stays open', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.close());
    const { http } = connect(carrier.origin, { dispatcher });
    await http.send(read);
    await http.close();
    expect(dispatcher.closed).toBe(false);
    await turn();
    expect(await connect(carrier.origin, { dispatcher }).http.send(read)).toBe('ok');
    expect(carrier.connections).toBe(1);
  });

  test('a write that waits in its queue is not sent: it ends as unavailable, and does not go out later', async () => {
    const replies: (() => void)[] = [];
    const carrier = await startCarrier((_, reply) => replies.push(() => reply.end('ok')));
    const dispatcher = new Agent({ connections: 1 });
    onTestFinished(() => dispatcher.destroy());
    const first = connect(carrier.origin, { dispatcher }).http.send(read);
    await until(() => replies.length === 1);
    const { http } = connect(carrier.origin, { dispatcher, timeouts: { ...patient, connectMs: 40 }, retries: once });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toBe(
      'carrier create of “Acme”: no connection within 40 ms; nothing was sent. Try again later.',
    );
    replies[0]?.();
    expect(await first).toBe('ok');
    // The queue has moved on: were the write still in it, it would be in front of this one.
    const last = http.send(read);
    await until(() => replies.length === 2);
    replies[1]?.();
    expect(await last).toBe('ok');
    expect(carrier.requests.map(({ url }) => url)).toStrictEqual(['/list?page=1', '/list?page=1']);
  });

  test('one that pipelines does not put a write behind an unfinished request, even if the write is a GET', async () => {
    let text = '';
    const carrier = await startTcp((socket) => {
      socket.on('data', (data) => {
        text += data.toString();
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n');
      });
    });
    const dispatcher = new Agent({ connections: 1, pipelining: 4 });
    onTestFinished(() => dispatcher.destroy());
    const { http } = connect(carrier.origin, { dispatcher });
    const ending = new AbortController();
    const first = failureOf(http.send(read, { signal: ending.signal }));
    await until(() => text !== '');
    const second = failureOf(http.send({ ...write, method: 'GET' }, { signal: ending.signal }));
    await turn();
    ending.abort();
    expect((await first).message).toBe('carrier list: cancelled; nothing was changed.');
    expect((await second).message).toBe('carrier create of “Acme”: cancelled; nothing was sent.');
    expect(countRequests(text)).toBe(1);
  });

  test('one that sends again by itself is kept from sending a write twice', async () => {
    const carrier = await startCarrier((_, reply) => {
      reply.statusCode = 503;
      reply.end();
    });
    const dispatcher = new RetryAgent(new Agent(), { minTimeout: 1, maxTimeout: 1, maxRetries: 3, methods: ['POST'] });
    onTestFinished(() => dispatcher.destroy());
    const { http } = connect(carrier.origin, { dispatcher });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the dispatcher was about to send the request a second time, which was prevented after the request was sent; it may have been applied. Look it up before trying again.',
    );
    expect(carrier.requests).toHaveLength(1);
  });

  test('one that sends again by itself may do so for a read', async () => {
    const carrier = await startCarrier((_, reply) => {
      reply.statusCode = carrier.requests.length < 3 ? 503 : 200;
      reply.end('ok');
    });
    const dispatcher = new RetryAgent(new Agent(), { minTimeout: 1, maxTimeout: 1, maxRetries: 3 });
    onTestFinished(() => dispatcher.destroy());
    const { http, events } = connect(carrier.origin, { dispatcher });
    expect(await http.send(read)).toBe('ok');
    expect(carrier.requests).toHaveLength(3);
    expect(events).toHaveLength(1);
  });

  test('one that follows redirects is kept from doing so with a write', async () => {
    const carrier = await startCarrier((request, reply) => {
      reply.writeHead(request.url === '/create' ? 307 : 200, { location: '/elsewhere' });
      reply.end();
    });
    const dispatcher = new Agent().compose(interceptors.redirect({ maxRedirections: 3 }));
    onTestFinished(() => dispatcher.destroy());
    const failure = await failureOf(connect(carrier.origin, { dispatcher }).http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(carrier.requests.map(({ url }) => url)).toStrictEqual(['/create']);
  });

  test('a closed one is a failed precondition, and is not tried again', async () => {
    const dispatcher = new Agent();
    await dispatcher.close();
    const { http, events } = connect('http://127.0.0.1:1', { dispatcher });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('failed-precondition');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the dispatcher is closed; nothing was sent. Open a new one.',
    );
    expect(events).toHaveLength(1);
  });

  test('one destroyed under a write leaves that of unknown outcome', async () => {
    const carrier = await startCarrier(() => undefined);
    const dispatcher = new Agent();
    const { http } = connect(carrier.origin, { dispatcher });
    const failing = failureOf(http.send(write));
    await until(() => carrier.requests.length === 1);
    await dispatcher.destroy();
    expect((await failing).code).toBe('outcome-unknown');
  });

  test('one destroyed under a read is closed for its next try', async () => {
    const carrier = await startCarrier(() => undefined);
    const dispatcher = new Agent();
    const { http, events } = connect(carrier.origin, { dispatcher });
    const failing = failureOf(http.send(read));
    await until(() => carrier.requests.length === 1);
    await dispatcher.destroy();
    expect((await failing).code).toBe('failed-precondition');
    expect(events).toMatchObject([{ code: 'unavailable' }, { type: 'wait' }, { code: 'failed-precondition' }]);
  });

  test('one that throws at once is heard like one that fails', async () => {
    const dispatcher = new ProxyAgent('http://127.0.0.1:1');
    onTestFinished(() => dispatcher.destroy());
    const { http } = connect('http://127.0.0.1:2', { dispatcher });
    const failure = await failureOf(http.send({ ...write, headers: () => ({ 'Proxy-Authorization': 'SECRET' }) }));
    expect(failure.code).toBe('internal');
    expect(failure.message).toContain('the request was malformed (UND_ERR_INVALID_ARG); nothing was sent.');
  });

  test('an unresolved name is unavailable', async () => {
    const dispatcher = new Agent({
      connect: (_target, done) =>
        done(Object.assign(new Error('getaddrinfo ENOTFOUND carrier.invalid'), { code: 'ENOTFOUND' }), null),
    });
    onTestFinished(() => dispatcher.destroy());
    const { http } = connect('http://carrier.invalid', { dispatcher });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the host name could not be resolved (try 3 of 3); nothing was sent. Check the base URL.',
    );
  });

  test('one that ends a request without any answer is heard', async () => {
    class Mute extends Dispatcher {
      override dispatch(_options: unknown, handler: Dispatcher.DispatchHandler): boolean {
        const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };
        handler.onRequestStart?.(controller, {});
        handler.onResponseEnd?.(controller, {});
        handler.onResponseStart?.(controller, 200, {});
        return true;
      }
    }
    const { http } = connect('http://127.0.0.1:1', { dispatcher: new Mute() });
    const failure = await failureOf(http.send(write));
    expect(failure.message).toContain('the connection failed after the request was sent; it may have been applied.');
  });

  test('one that tells of no start, and yet brings half a reply, has sent it', async () => {
    class Hasty extends Dispatcher {
      override dispatch(_options: unknown, handler: Dispatcher.DispatchHandler): boolean {
        const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };
        handler.onResponseStart?.(controller, 200, {});
        handler.onResponseError?.(controller, new Error('cut'));
        return true;
      }
    }
    const { http, events } = connect('http://127.0.0.1:1', { dispatcher: new Hasty() });
    expect((await failureOf(http.send(write))).code).toBe('outcome-unknown');
    expect(events).toHaveLength(1);
  });

  test("undici's own mock may be one; the errors that it plays come before any connection", async () => {
    const dispatcher = new MockAgent();
    dispatcher.disableNetConnect();
    onTestFinished(() => dispatcher.close());
    const pool = dispatcher.get('https://carrier.invalid');
    pool.intercept({ path: '/prefix/create', method: 'POST' }).reply(200, 'mocked', { headers: { 'x-a': '1' } });
    pool.intercept({ path: '/prefix/create', method: 'POST' }).replyWithError(new Error('SECRET')).times(3);
    const { http } = connect('https://carrier.invalid/prefix', { dispatcher });
    expect(await http.send(write)).toBe('mocked');
    const failure = await failureOf(http.send(write));
    expect(failure.message).toBe(
      'carrier create of “Acme”: the connection failed (try 3 of 3); nothing was sent. Try again later.',
    );
    expect(inspect(failure)).not.toContain('SECRET');
  });
});

describe('a dispatcher that does not report what it sends', () => {
  const hidden = 'the dispatcher does not report whether it sent the request, so it may have been applied.';

  /** Keeps the start to itself, as interceptors with a handler of their own do. */
  const hideStarts: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: () => undefined,
      onResponseStart: (controller, status, headers) => handler.onResponseStart?.(controller, status, headers),
      onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
      onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    });

  /** Sends by `fetch`, as somebody may who has one that is traced or mocked. */
  class Fetching extends Dispatcher {
    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} };
      const { origin, path, method, body } = options;
      const send = async (): Promise<void> => {
        try {
          const reply = await fetch(`${String(origin)}${path}`, {
            method,
            body: typeof body === 'string' ? body : null,
          });
          handler.onResponseStart?.(controller, reply.status, {});
          handler.onResponseData?.(controller, Buffer.from(await reply.arrayBuffer()));
          handler.onResponseEnd?.(controller, {});
        } catch (error) {
          handler.onResponseError?.(controller, error as Error);
        }
      };
      void send();
      return true;
    }
  }

  const kinds = [
    ['an interceptor', () => new Agent().compose(hideStarts)],
    ['fetch', () => new Fetching()],
  ] as const;

  test.each(kinds)(
    '%s: a write whose connection is reset is of unknown outcome, and is sent once',
    async (_, create) => {
      const carrier = await startCarrier((request) => request.socket.resetAndDestroy());
      const { http, events } = connect(carrier.origin, { dispatcher: create() });
      const failure = await failureOf(http.send(write));
      expect(failure.code).toBe('outcome-unknown');
      expect(failure.message).toContain(hidden);
      expect(carrier.requests).toHaveLength(1);
      expect(events).toHaveLength(1);
    },
  );

  test.each(kinds)('%s: so is one that is slow, and it has the time of a reply', async (_, create) => {
    const carrier = await startCarrier(() => undefined);
    const timeouts = { ...patient, connectMs: 20, headersMs: 100 };
    const failure = await failureOf(connect(carrier.origin, { dispatcher: create(), timeouts }).http.send(write));
    expect(failure.code).toBe('outcome-unknown');
    expect(failure.message).toContain(`no reply within 100 ms; ${hidden}`);
    expect(carrier.requests).toHaveLength(1);
  });

  test.each(kinds)('%s: one that is cancelled may have been applied', async (_, create) => {
    const carrier = await startCarrier(() => undefined);
    const ending = new AbortController();
    const failing = failureOf(
      connect(carrier.origin, { dispatcher: create() }).http.send(write, { signal: ending.signal }),
    );
    await until(() => carrier.requests.length === 1);
    ending.abort();
    const failure = await failing;
    expect([failure.code, failure.message.endsWith(`cancelled; ${hidden} Look it up before trying again.`)]).toEqual([
      'cancelled',
      true,
    ]);
  });

  test.each(kinds)('%s: a refused connection certainly came before, and a read changes nothing', async (_, create) => {
    const { http } = connect(`http://127.0.0.1:${await freePort()}`, { dispatcher: create() });
    const failure = await failureOf(http.send(write));
    expect([failure.code, failure.message.includes('(try 3 of 3); nothing was sent.')]).toEqual(['unavailable', true]);
    const carrier = await startCarrier((request) => request.socket.resetAndDestroy());
    const reading = await failureOf(connect(carrier.origin, { dispatcher: create() }).http.send(read));
    expect([reading.code, reading.message.includes('nothing was changed.')]).toEqual(['unavailable', true]);
    expect(carrier.requests).toHaveLength(3);
  });

  test.each(kinds)('%s: an answer is an answer', async (_, create) => {
    const carrier = await startCarrier((__, reply) => reply.end('ok'));
    expect(await connect(carrier.origin, { dispatcher: create() }).http.send(write)).toBe('ok');
  });
});

describe('a dispatcher that cannot work', () => {
  const broken = (dispatch: unknown): Dispatcher => Object.assign<Dispatcher, object>(new Dispatcher(), { dispatch });

  async function failedBy(dispatcher: Dispatcher, call = write) {
    const { http, events } = connect('http://127.0.0.1:1', { dispatcher });
    const { code, what } = await failureOf(http.send<string>(call));
    return { code, what, tries: events.length };
  }

  test('one without the method, as in runtimes that have an undici of their own', async () => {
    expect(await failedBy(broken(undefined))).toEqual({
      code: 'internal',
      what: 'the dispatcher does not work in this runtime (TypeError: dispatch is not a function); nothing was sent. Run on Node, with undici’s own dispatchers.',
      tries: 1,
    });
  });

  test.each([
    [new Error('[unenv] net.connect is not implemented yet!'), 'Error: [unenv] net.connect is not implemented yet!'],
    [new TypeError('"Bearer SECRET" is not supported'), 'it threw a TypeError'],
    ['SECRET', 'it threw a string'],
  ])('one that throws without a code: %s', async (thrown, reason) => {
    const throwing = broken(() => {
      throw thrown;
    });
    const what = `the dispatcher does not work in this runtime (${reason})`;
    expect(await failedBy(throwing, read)).toMatchObject({
      code: 'internal',
      what: expect.stringContaining(what),
      tries: 1,
    });
    const { code, what: ofWrite, tries } = await failedBy(throwing);
    expect([code, tries]).toEqual(['internal', 1]);
    expect(ofWrite).toContain('so it may have been applied.');
    const rejecting = broken(() => Promise.reject(thrown));
    expect(await failedBy(rejecting, read)).toMatchObject({ code: 'internal', tries: 1 });
  });

  test('one that throws with a code says what that code says', async () => {
    const throwing = broken(() => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });
    expect(await failedBy(throwing)).toMatchObject({ code: 'unavailable', tries: 5 });
  });

  test('one whose sockets are not there, as an agent of undici reports it', async () => {
    const dispatcher = new Agent({
      connect() {
        throw new Error('[unenv] net.connect is not implemented yet!');
      },
    });
    onTestFinished(() => dispatcher.destroy());
    expect(await failedBy(dispatcher)).toMatchObject({ code: 'internal', tries: 1 });
  });
});

describe('a proxy', () => {
  /** Tunnels to wherever it is asked; refuses with `status` instead if that is not 200. */
  async function startProxy(status: number) {
    let tunnels = 0;
    const proxy = await startTcp((socket) => {
      socket.once('data', (data) => {
        tunnels += 1;
        if (status !== 200) {
          socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
          return;
        }
        const port = Number(/^CONNECT [^:]+:(\d+)/u.exec(data.toString())?.[1]);
        const upstream = new Socket();
        upstream.connect(port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          socket.pipe(upstream).pipe(socket);
        });
        upstream.on('error', () => socket.destroy());
      });
    });
    const dispatcher = new ProxyAgent({ uri: proxy.origin, proxyTunnel: true });
    onTestFinished(() => dispatcher.destroy());
    return { dispatcher, tunnels: () => tunnels, origin: proxy.origin, sockets: proxy.sockets };
  }

  test('is used for calls', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const proxy = await startProxy(200);
    const { http } = connect(carrier.origin, { dispatcher: proxy.dispatcher });
    expect(await http.send(write)).toBe('ok');
    expect(proxy.tunnels()).toBe(1);
  });

  test('may be named by its URL: one tunnel carries the calls, unasked 100 Continues included, until close()', async () => {
    const carrier = await startTcp((socket) => {
      socket.on('data', () =>
        socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
      );
    });
    const proxy = await startProxy(200);
    const { http } = connect(carrier.origin, { proxy: proxy.origin });
    for (let call = 0; call < 3; call += 1) {
      expect(await http.send(write)).toBe('ok');
      await turn();
    }
    expect(proxy.tunnels()).toBe(1);
    await http.close();
    await until(() => proxy.sockets.size === 0);
  });

  test.each([407, 502])('named by its URL and refusing the tunnel (%i): nothing was sent', async (status) => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const proxy = await startProxy(status);
    const failure = await failureOf(connect(carrier.origin, { proxy: proxy.origin }).http.send(write));
    expect(failure.message).toContain('the proxy refused the connection (try 3 of 3); nothing was sent.');
    expect(carrier.requests).toHaveLength(0);
  });

  test('named by its URL and not there: nothing was sent', async () => {
    const { http } = connect('http://carrier.invalid', { proxy: `http://127.0.0.1:${await freePort()}` });
    expect((await failureOf(http.send(write))).message).toContain(
      'the connection was refused (try 3 of 3); nothing was sent.',
    );
  });

  test('cannot be named beside a dispatcher', () => {
    const dispatcher = new Agent();
    onTestFinished(() => dispatcher.destroy());
    expect(() => connect('http://127.0.0.1:1', { dispatcher, proxy: 'http://127.0.0.1:2' })).toThrow(
      'proxy: cannot be combined with dispatcher',
    );
  });

  test.each([407, 502])('that refuses the tunnel (%i): nothing was sent', async (status) => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const proxy = await startProxy(status);
    const { http } = connect(carrier.origin, { dispatcher: proxy.dispatcher });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toContain('(try 3 of 3); nothing was sent.');
    expect(carrier.requests).toHaveLength(0);
  });

  test('that is down: nothing was sent', async () => {
    const dispatcher = new ProxyAgent(`http://127.0.0.1:${await freePort()}`);
    onTestFinished(() => dispatcher.destroy());
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http } = connect(carrier.origin, { dispatcher });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toContain('the connection was refused (try 3 of 3); nothing was sent.');
    expect(carrier.requests).toHaveLength(0);
  });

  test('that loses the carrier after the request went through: unknown outcome', async () => {
    const carrier = await startCarrier((request) => request.socket.destroy());
    const proxy = await startProxy(200);
    const { http } = connect(carrier.origin, { dispatcher: proxy.dispatcher });
    expect((await failureOf(http.send(write))).code).toBe('outcome-unknown');
    expect(carrier.requests).toHaveLength(1);
  });
});
