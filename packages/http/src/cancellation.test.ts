import { getEventListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Agent } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { ManualClock, settled } from '@subuser/core/testing';
import { freePort, startCarrier, startTcp, until } from '../test-support/loopback.ts';

const lookUp = 'it may have been applied. Look it up before trying again.';

describe('a cancelled call, where nothing was sent', () => {
  test('an aborted signal sends nothing', async () => {
    const carrier = await startCarrier((_, reply) => reply.end());
    const { http, events } = connect(carrier.origin);
    const failure = await failureOf(http.send(write, { signal: AbortSignal.abort(new Error('enough')) }));
    expect(failure.code).toBe('cancelled');
    expect(failure.message).toBe('carrier create of “Acme”: cancelled before it began; nothing was sent.');
    expect(carrier.connections).toBe(0);
    expect(events).toStrictEqual([]);
  });

  test('while it waits for its turn', async () => {
    const carrier = await startCarrier(() => undefined);
    const { http } = connect(carrier.origin, { pace: { concurrency: 1, burst: 1 } });
    const ending = new AbortController();
    const first = failureOf(http.send(read, { signal: ending.signal }));
    await until(() => carrier.requests.length === 1);
    const impatient = new AbortController();
    const second = failureOf(http.send(write, { signal: impatient.signal }));
    await settled();
    impatient.abort();
    expect((await second).message).toBe(
      'carrier create of “Acme”: cancelled while it waited for its turn; nothing was sent.',
    );
    ending.abort();
    expect((await first).code).toBe('cancelled');
    expect(carrier.requests).toHaveLength(1);
  });

  test('while it waits in a pacer that does not hear of it', async () => {
    const ending = new AbortController();
    let admit: ((leave: () => void) => void) | undefined;
    let left = 0;
    const pace = { enter: () => new Promise<() => void>((resolve) => (admit = resolve)), pause: () => undefined };
    const { http } = connect('http://127.0.0.1:1', { pace });
    const failing = failureOf(http.send(write, { signal: ending.signal }));
    await settled();
    ending.abort();
    admit?.(() => (left += 1));
    expect((await failing).message).toBe('carrier create of “Acme”: cancelled; nothing was sent.');
    expect(left).toBe(1);
  });

  test('while its headers are made; they are told', async () => {
    const ending = new AbortController();
    let told: AbortSignal | undefined;
    const headers = (signal?: AbortSignal): Promise<never> => {
      told = signal;
      return new Promise(() => undefined);
    };
    const { http } = connect('http://127.0.0.1:1');
    const failing = failureOf(http.send({ ...write, headers }, { signal: ending.signal }));
    await settled();
    ending.abort();
    expect((await failing).message).toBe(
      'carrier create of “Acme”: cancelled while its headers were made; nothing was sent.',
    );
    expect(told?.aborted).toBe(true);
  });

  test('while it connects', async () => {
    const carrier = await startTcp((socket) => socket.resume());
    const { http } = connect(`https://127.0.0.1:${carrier.port}`);
    const ending = new AbortController();
    const failing = failureOf(http.send(write, { signal: ending.signal }));
    await until(() => carrier.connections === 1);
    ending.abort();
    expect((await failing).message).toBe('carrier create of “Acme”: cancelled; nothing was sent.');
    await http.close();
    await expect.poll(() => carrier.sockets.size).toBe(0);
  });

  test("while it waits in a dispatcher's queue; it does not go out later", async () => {
    const replies: (() => void)[] = [];
    const carrier = await startCarrier((_, reply) => replies.push(() => reply.end('ok')));
    const dispatcher = new Agent({ connections: 1 });
    onTestFinished(() => dispatcher.destroy());
    const { http } = connect(carrier.origin, { dispatcher });
    const first = http.send(read);
    await until(() => replies.length === 1);
    const ending = new AbortController();
    const failing = failureOf(http.send(write, { signal: ending.signal }));
    await settled();
    ending.abort();
    expect((await failing).message).toBe('carrier create of “Acme”: cancelled; nothing was sent.');
    replies[0]?.();
    await first;
    const last = http.send(read);
    await until(() => replies.length === 2);
    replies[1]?.();
    await last;
    expect(carrier.requests.map(({ method }) => method)).toStrictEqual(['GET', 'GET']);
  });

  test('while it waits to try again: the tries before were certainly not applied', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    const { http } = connect(`http://127.0.0.1:${await freePort()}`, { clock });
    const ending = new AbortController();
    const failing = failureOf(http.send(write, { signal: ending.signal }));
    await until(() => clock.sleepers === 1);
    ending.abort();
    const failure = await failing;
    expect(failure.message).toBe(
      'carrier create of “Acme”: cancelled while it waited to try again; nothing was applied.',
    );
    expect(failure.cause).toMatchObject({ code: 'unavailable' });
    expect(clock.sleepers).toBe(0);
  });
});

describe('a cancelled call, after the request was sent', () => {
  test('a write may have been applied, and the reason is kept', async () => {
    const carrier = await startCarrier(() => undefined);
    const { http, events } = connect(carrier.origin);
    const ending = new AbortController();
    const failing = failureOf(http.send(write, { signal: ending.signal }));
    await until(() => carrier.requests.length === 1);
    ending.abort(new DOMException('SECRET', 'TimeoutError'));
    const failure = await failing;
    expect(failure.code).toBe('cancelled');
    expect(failure.message).toBe(`carrier create of “Acme”: cancelled after the request was sent; ${lookUp}`);
    expect(failure.cause).toMatchObject({ name: 'TimeoutError' });
    expect(events).toMatchObject([{ type: 'attempt', status: null, code: 'cancelled' }]);
    expect(carrier.requests).toHaveLength(1);
  });

  test('a read changed nothing', async () => {
    const carrier = await startCarrier(() => undefined);
    const ending = new AbortController();
    const failing = failureOf(connect(carrier.origin).http.send(read, { signal: ending.signal }));
    await until(() => carrier.requests.length === 1);
    ending.abort();
    expect((await failing).message).toBe('carrier list: cancelled; nothing was changed.');
  });

  test('while the body comes; its connection is ended', async () => {
    const carrier = await startTcp((socket) => {
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'));
    });
    const ending = new AbortController();
    const { http } = connect(carrier.origin);
    const failing = failureOf(http.send(write, { signal: ending.signal }));
    await until(() => carrier.connections === 1);
    await setTimeout(200);
    ending.abort();
    const failure = await failing;
    expect(failure.message).toBe(`carrier create of “Acme”: cancelled after the request was sent; ${lookUp}`);
    expect(failure.detail.httpStatus).toBe(200);
    await http.close();
    await expect.poll(() => carrier.sockets.size).toBe(0);
  });

  test('an abort after the reply changes nothing', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const ending = new AbortController();
    expect(await connect(carrier.origin).http.send(write, { signal: ending.signal })).toBe('ok');
    ending.abort();
  });
});

test('a signal that is used for thousands of calls, many at a time, gets no warning and keeps no listener', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): number => warnings.push(warning);
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  const carrier = await startCarrier((_, reply) => reply.end('ok'));
  const clock = new ManualClock({ sleeps: 'until-advanced' });
  const { http } = connect(carrier.origin, { pace: { concurrency: 20, burst: 1 }, clock });
  const { signal } = new AbortController();
  for (let round = 0; round < 10; round += 1) {
    const calls = Array.from({ length: 100 }, () => http.send(read, { signal }));
    await settled();
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await Promise.all(calls);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  }
  await Promise.all(Array.from({ length: 100 }, () => http.send(read)));
  const refusing = connect(`http://127.0.0.1:${await freePort()}`, { clock });
  const failures = Array.from({ length: 20 }, () => failureOf(refusing.http.send(write)));
  await until(() => clock.sleepers === 10);
  await clock.advance(60_000);
  await Promise.all(failures);
  await settled();
  expect(warnings).toStrictEqual([]);
});
