import { channel } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { ManualClock, settled } from '@subuser/core/testing';
import { startCarrier, until } from '../test-support/loopback.ts';
import type { CallEvent } from './call-event.ts';

describe('what is told', () => {
  test('every attempt and every wait, timed by the clock', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    const replies: (() => void)[] = [];
    const carrier = await startCarrier((_, reply) => {
      replies.push(() => {
        reply.statusCode = replies.length === 1 ? 503 : 200;
        if (replies.length === 1) reply.sendDate = false;
        else reply.setHeader('Date', 'Sat, 21 Nov 2026 12:00:07 GMT');
        reply.end('ok');
      });
    });
    const { http, events } = connect(carrier.origin, { clock, randomInt: () => 70 });
    const sending = http.send(read);
    await until(() => replies.length === 1);
    await clock.advance(40);
    replies[0]?.();
    await until(() => clock.sleepers === 1);
    await clock.advance(70);
    await until(() => replies.length === 2);
    await clock.advance(5);
    replies[1]?.();
    await sending;
    const call = { carrier: 'carrier', operation: 'list', carrierOperation: 'list' };
    const carrierTimeMs = Date.UTC(2026, 10, 21, 12, 0, 7);
    expect(events).toStrictEqual([
      { type: 'attempt', ...call, attempt: 1, status: 503, code: 'unavailable', durationMs: 40, carrierTimeMs: null },
      { type: 'wait', ...call, attempt: 2, reason: 'retry', durationMs: 70 },
      { type: 'attempt', ...call, attempt: 2, status: 200, code: null, durationMs: 5, carrierTimeMs },
    ]);
  });

  test('a wait for its turn, where there was one', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http, events } = connect(carrier.origin, { clock, pace: { concurrency: 9, perSecond: 4, burst: 1 } });
    const calls = [http.send(read), http.send(read)];
    await settled();
    await clock.advance(250);
    await Promise.all(calls);
    expect(events.filter(({ type }) => type === 'wait')).toStrictEqual([
      {
        type: 'wait',
        carrier: 'carrier',
        operation: 'list',
        carrierOperation: 'list',
        attempt: 1,
        reason: 'pace',
        durationMs: 250,
      },
    ]);
  });

  test('no header, body, query or id', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('SECRET-REPLY'));
    const { http, events } = connect(carrier.origin);
    await http.send({ ...write, path: '/create?password=SECRET' });
    expect(inspect(events)).not.toMatch(/SECRET|Acme/u);
  });
});

describe('to whom', () => {
  test('the diagnostics channel gets the same events, while it has a subscriber', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http, events } = connect(carrier.origin);
    const published: unknown[] = [];
    const subscriber = (event: unknown): number => published.push(event);
    const calls = channel('subuser:call');
    calls.subscribe(subscriber);
    onTestFinished(() => {
      calls.unsubscribe(subscriber);
    });
    await http.send(read);
    expect(published).toStrictEqual(events);
    expect(published).toHaveLength(1);
    calls.unsubscribe(subscriber);
    await http.send(read);
    expect(published).toHaveLength(1);
    expect(events).toHaveLength(2);
  });

  test('the channel alone', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    const { http } = connect(carrier.origin, { onEvent: undefined });
    await http.send(read);
    const published: unknown[] = [];
    const subscriber = (event: unknown): number => published.push(event);
    channel('subuser:call').subscribe(subscriber);
    onTestFinished(() => {
      channel('subuser:call').unsubscribe(subscriber);
    });
    await http.send(read);
    expect(published).toMatchObject([{ type: 'attempt', status: 200 }]);
  });

  test('nobody: a call works all the same', async () => {
    const carrier = await startCarrier((_, reply) => {
      reply.statusCode = carrier.requests.length === 1 ? 503 : 200;
      reply.end('ok');
    });
    expect(await connect(carrier.origin, { onEvent: undefined }).http.send(read)).toBe('ok');
  });
});

describe('what is foreign does not decide how a call ends', () => {
  test.each<[string, (event: CallEvent) => void]>([
    [
      'a listener that throws',
      () => {
        throw new Error('listener');
      },
    ],
    ['a listener that rejects', () => Promise.reject(new Error('listener'))],
  ])('%s', async (_, onEvent) => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    onTestFinished(() => void process.off('unhandledRejection', unhandled));
    const carrier = await startCarrier((_request, reply) => reply.end('ok'));
    expect(await connect(carrier.origin, { onEvent }).http.send(write)).toBe('ok');
    await settled();
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('a pacer that fails when it is left or told to pause', async () => {
    const carrier = await startCarrier((_, reply) => {
      reply.writeHead(carrier.requests.length === 1 ? 429 : 200, { 'retry-after': '1' });
      reply.end('ok');
    });
    const fail = (): never => {
      throw new Error('pacer');
    };
    const pace = { enter: () => Promise.resolve(fail), pause: fail };
    expect(await connect(carrier.origin, { pace }).http.send(write)).toBe('ok');
  });

  test('a pacer that lets nobody in: nothing was sent, and it is not tried again', async () => {
    const carrier = await startCarrier((_, reply) => reply.end('ok'));
    let asked = 0;
    const pace = {
      enter: () => {
        asked += 1;
        return Promise.reject(new Error('postgres://user:SECRET@db'));
      },
      pause: () => undefined,
    };
    const failure = await failureOf(connect(carrier.origin, { pace }).http.send(write));
    expect(failure.code).toBe('unavailable');
    expect(failure.message).toBe('carrier create of “Acme”: its pacer failed; nothing was sent.');
    expect(inspect(failure)).not.toContain('SECRET');
    expect(asked).toBe(1);
    expect(carrier.connections).toBe(0);
  });

  test('a pacer that refuses in our vocabulary is heard', async () => {
    const { SubUserError } = await import('@subuser/core');
    const error = new SubUserError('quota-exceeded', 'for today', { carrier: 'carrier', operation: 'pace' });
    const pace = { enter: () => Promise.reject(error), pause: () => undefined };
    expect(await failureOf(connect('http://127.0.0.1:1', { pace }).http.send(write))).toBe(error);
  });
});
