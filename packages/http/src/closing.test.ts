import { expect, onTestFinished, test, vi } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { ManualClock, settled } from '@subuser/core/testing';
import { freePort, startCarrier, until } from '../test-support/loopback.ts';

test('calls after close() fail, and nothing is sent', async () => {
  const carrier = await startCarrier((_, reply) => reply.end('ok'));
  const { http, events } = connect(carrier.origin);
  await http.close();
  const failure = await failureOf(http.send(write));
  expect(failure.code).toBe('failed-precondition');
  expect(failure.message).toBe(
    'carrier create of “Acme”: the connection was closed before it began; nothing was sent. Open a new one.',
  );
  expect(failure.detail).toStrictEqual({
    carrier: 'carrier',
    operation: 'create',
    carrierOperation: 'create',
    subject: 'Acme',
  });
  expect(carrier.connections).toBe(0);
  expect(events).toStrictEqual([]);
});

test('close() lets a request on the wire finish, ends those that wait, and leaves no connection', async () => {
  let answer = (): void => undefined;
  const carrier = await startCarrier((_, reply) => {
    answer = () => reply.end('ok');
  });
  const { http } = connect(carrier.origin, { pace: { concurrency: 1, burst: 1 } });
  const onWire = http.send(write);
  await until(() => carrier.requests.length === 1);
  const waiting = failureOf(http.send(read));
  const waitingToo = failureOf(http.send(read, { signal: new AbortController().signal }));
  let isClosed = false;
  const closing = http.close().then(() => (isClosed = true));
  const ended = [await waiting, await waitingToo];
  for (const failure of ended) {
    expect(failure.code).toBe('failed-precondition');
    expect(failure.message).toBe(
      'carrier list: the connection was closed while it waited for its turn; nothing was sent. Open a new one.',
    );
  }
  await settled();
  expect(isClosed).toBe(false);
  answer();
  expect(await onWire).toBe('ok');
  await closing;
  // Long before an idle connection would end by itself.
  await expect.poll(() => carrier.sockets.size).toBe(0);
  expect(carrier.requests).toHaveLength(1);
});

test('close() ends the wait for another try', async () => {
  const clock = new ManualClock({ sleeps: 'until-advanced' });
  const { http } = connect(`http://127.0.0.1:${await freePort()}`, { clock });
  const failing = failureOf(http.send(write));
  await until(() => clock.sleepers === 1);
  await http.close();
  const failure = await failing;
  expect(failure.code).toBe('failed-precondition');
  expect(failure.message).toBe(
    'carrier create of “Acme”: the connection was closed while it waited to try again; nothing was applied. Open a new one.',
  );
  expect(failure.cause).toMatchObject({ code: 'unavailable' });
});

test('a failure that comes while closing is told as it is, not tried again', async () => {
  let fail = (): void => undefined;
  const carrier = await startCarrier((request) => {
    fail = () => void request.socket.destroy();
  });
  const { http } = connect(carrier.origin);
  const failing = failureOf(http.send(read));
  await until(() => carrier.requests.length === 1);
  const closing = http.close();
  fail();
  expect((await failing).code).toBe('unavailable');
  await closing;
  expect(carrier.requests).toHaveLength(1);
});

test('close() may be called twice, and at once', async () => {
  const { http } = connect('http://127.0.0.1:1');
  expect(http.close()).toBe(http.close());
  await expect(http.close()).resolves.toBeUndefined();
});

test('no timer outlives its call, and no connection close()', async () => {
  const carrier = await startCarrier((request, reply) => {
    if (request.method === 'GET') reply.end('ok');
    else request.socket.destroy();
  });
  const setting = vi.spyOn(globalThis, 'setTimeout');
  const clearing = vi.spyOn(globalThis, 'clearTimeout');
  onTestFinished(() => void vi.restoreAllMocks());
  const { http } = connect(carrier.origin, {
    timeouts: { connectMs: 77_000, headersMs: 77_000, bodyMs: 77_000, totalMs: 99_000 },
  });
  await Promise.all(Array.from({ length: 10 }, () => http.send(read)));
  await Promise.all(Array.from({ length: 10 }, () => failureOf(http.send(write))));
  const ours = setting.mock.results.filter((_, index) => setting.mock.calls[index]?.[1] === 77_000);
  const cleared = new Set(clearing.mock.calls.map(([timer]) => timer));
  expect(ours).toHaveLength(20);
  expect(ours.filter(({ value }) => !cleared.has(value as NodeJS.Timeout))).toStrictEqual([]);
  await http.close();
  // Long before an idle connection would end by itself.
  await expect.poll(() => carrier.sockets.size).toBe(0);
});
