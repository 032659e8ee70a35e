import type { ServerResponse } from 'node:http';
import { type ErrorCode, SubUserError } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { describe, expect, test } from 'vitest';
import { connect, failureOf, read, write } from '../test-support/connection.ts';
import { freePort, startCarrier, until } from '../test-support/loopback.ts';
import { createPacer } from './pacing/create-pacer.ts';

type Answer = [status: number, headers?: Record<string, string>];

/** Answers with each in turn, then with the last for ever. */
async function startAnswering(...answers: Answer[]) {
  const carrier = await startCarrier((_, reply: ServerResponse) => {
    const [status, headers = {}] = answers[Math.min(carrier.requests.length, answers.length) - 1] ?? [200];
    reply.writeHead(status, headers);
    reply.end('ok');
  });
  return carrier;
}

describe('which answers are tried again', () => {
  test.each<[status: number, effect: 'read' | 'write', code: ErrorCode, requests: number]>([
    [400, 'read', 'invalid-argument', 1],
    [401, 'read', 'unauthenticated', 1],
    [404, 'read', 'not-found', 1],
    [408, 'read', 'unavailable', 3],
    [408, 'write', 'outcome-unknown', 1],
    [425, 'write', 'unavailable', 3],
    [429, 'read', 'rate-limited', 3],
    [429, 'write', 'rate-limited', 3],
    [500, 'read', 'unavailable', 3],
    [500, 'write', 'outcome-unknown', 1],
    [502, 'write', 'outcome-unknown', 1],
    [503, 'read', 'unavailable', 3],
    [503, 'write', 'outcome-unknown', 1],
  ])('%i to a %s is %s, after %i requests', async (status, effect, code, requests) => {
    const carrier = await startAnswering([status]);
    const failure = await failureOf(connect(carrier.origin).http.send(effect === 'read' ? read : write));
    expect(failure.code).toBe(code);
    expect(carrier.requests).toHaveLength(requests);
  });

  test('a 503 with Retry-After does not make a write safe to send again', async () => {
    const carrier = await startAnswering([503, { 'retry-after': '1' }]);
    const { http, clock } = connect(carrier.origin);
    expect((await failureOf(http.send(write))).code).toBe('outcome-unknown');
    expect(carrier.requests).toHaveLength(1);
    expect(clock.delays).toStrictEqual([]);
  });

  test.each([301, 302, 307, 308])('a redirect (%i) is not followed, and says so', async (status) => {
    const carrier = await startAnswering([status, { location: '/?token=SECRET' }]);
    const { http } = connect(carrier.origin);
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('unexpected-response');
    expect(failure.message).toBe(
      `carrier create of “Acme”: the answer was a redirect (${status}), which is never followed. Check the base URL. It may have been applied: look it up before trying again.`,
    );
    expect(failure.detail).toStrictEqual({
      carrier: 'carrier',
      operation: 'create',
      carrierOperation: 'create',
      subject: 'Acme',
      httpStatus: status,
    });
    expect((await failureOf(http.send(read))).message).toBe(
      `carrier list: the answer was a redirect (${status}), which is never followed. Check the base URL.`,
    );
    expect(carrier.requests).toHaveLength(2);
  });

  test('a try that succeeds ends them, and headers are asked anew for each', async () => {
    const carrier = await startAnswering([503], [503], [200]);
    let token = 0;
    const headers = async (): Promise<Record<string, string>> => ({ 'x-auth-token': `token-${(token += 1)}` });
    const { http, events } = connect(carrier.origin);
    expect(await http.send({ ...read, headers })).toBe('ok');
    expect(carrier.requests.map((request) => request.headers['x-auth-token'])).toStrictEqual([
      'token-1',
      'token-2',
      'token-3',
    ]);
    expect(events).toMatchObject([
      { type: 'attempt', attempt: 1, status: 503, code: 'unavailable' },
      { type: 'wait', attempt: 2, reason: 'retry', durationMs: 0 },
      { type: 'attempt', attempt: 2, status: 503, code: 'unavailable' },
      { type: 'wait', attempt: 3, reason: 'retry', durationMs: 0 },
      { type: 'attempt', attempt: 3, status: 200, code: null },
    ]);
  });
});

describe('how long it waits', () => {
  test('full jitter of an exponential delay, exactly as the random number says', async () => {
    const asked: number[] = [];
    const { http, clock } = connect(`http://127.0.0.1:${await freePort()}`, {
      retries: { attempts: 6, baseMs: 100, maxMs: 500 },
      randomInt: (below) => {
        asked.push(below);
        return Math.floor(below / 2);
      },
    });
    await failureOf(http.send(write));
    expect(asked).toStrictEqual([101, 201, 401, 501, 501]);
    expect(clock.delays).toStrictEqual([50, 100, 200, 250, 250]);
  });

  test('at least what the carrier asks for, in seconds', async () => {
    const carrier = await startAnswering([429, { 'retry-after': '2' }], [429, { 'retry-after': '0' }], [200]);
    const { http, clock } = connect(carrier.origin, { randomInt: (below) => below - 1 });
    expect(await http.send(write)).toBe('ok');
    expect(clock.delays).toStrictEqual([2000, 200]);
  });

  test("or by an HTTP date, taken against the reply's own date", async () => {
    const carrier = await startAnswering(
      [503, { date: 'Sat, 21 Nov 2020 08:00:00 GMT', 'retry-after': 'Sat, 21 Nov 2020 08:00:07 GMT' }],
      [200],
    );
    const { http, clock } = connect(carrier.origin);
    expect(await http.send(read)).toBe('ok');
    expect(clock.delays).toStrictEqual([7000]);
  });

  test('or as the error says that the reply was turned into', async () => {
    const carrier = await startAnswering([200]);
    const { http, clock } = connect(carrier.origin);
    let tries = 0;
    const decode = (): string => {
      tries += 1;
      const detail = { carrier: 'carrier', operation: 'list', retryAfterMs: 1234 };
      if (tries < 3) throw new SubUserError('rate-limited', 'in the body', detail);
      return 'ok';
    };
    expect(await http.send({ ...write, decode })).toBe('ok');
    expect(clock.delays).toStrictEqual([1234, 1234]);
  });

  test('a decode without a delay of its own leaves it to the header', async () => {
    const carrier = await startAnswering([503, { 'retry-after': '3' }], [200]);
    const { http, clock } = connect(carrier.origin);
    const decode = ({ status }: { status: number }): string => {
      if (status === 200) return 'ok';
      throw new SubUserError('unavailable', 'later', { carrier: 'carrier', operation: 'list' });
    };
    expect(await http.send({ ...read, decode })).toBe('ok');
    expect(clock.delays).toStrictEqual([3000]);
  });

  test('not where that is longer than it may wait: the call ends at once and says how long', async () => {
    const carrier = await startAnswering([429, { 'retry-after': '31' }]);
    const { http, clock } = connect(carrier.origin);
    const failure = await failureOf(http.send(read));
    expect(failure.code).toBe('rate-limited');
    expect(failure.detail.retryAfterMs).toBe(31_000);
    expect(carrier.requests).toHaveLength(1);
    expect(clock.delays).toStrictEqual([]);
  });

  test('no longer than a timer of Node can be: a longer one would end at once', async () => {
    const carrier = await startAnswering([503, { 'retry-after': '2592000' }]);
    const retries = { attempts: 3, baseMs: 1, maxMs: 2 ** 40 };
    const { http, clock } = connect(carrier.origin, { retries });
    expect((await failureOf(http.send(read))).detail.retryAfterMs).toBe(2_592_000_000);
    expect(clock.delays).toStrictEqual([]);
  });

  test('a broken clock or random number is our own bug', async () => {
    const { http } = connect(`http://127.0.0.1:${await freePort()}`, {
      randomInt: () => {
        throw new RangeError('SECRET');
      },
    });
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('internal');
    expect(failure.message).toBe('carrier create of “Acme”: its clock or its jitter failed; nothing was applied.');
  });
});

describe('a rate limit slows everybody down', () => {
  test('nobody starts before the carrier said so', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    const starts: [string, number][] = [];
    const begin = clock.now();
    const carrier = await startCarrier((request, reply) => {
      starts.push([request.url ?? '', clock.now() - begin]);
      reply.writeHead(starts.length === 1 ? 429 : 200, { 'retry-after': '5' });
      reply.end('ok');
    });
    const { http } = connect(carrier.origin, { clock });
    const first = http.send(read);
    await until(() => clock.sleepers === 1);
    const second = http.send({ ...read, path: '/second' });
    await clock.advance(4999);
    expect(starts).toStrictEqual([['/list?page=1', 0]]);
    await clock.advance(1);
    await Promise.all([first, second]);
    expect(starts.slice(1).map(([, at]) => at)).toStrictEqual([5000, 5000]);
  });

  test('but never for longer than a single delay may be', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    const pauses: number[] = [];
    const pacer = { ...createPacer({ concurrency: 1, burst: 1 }, clock), pause: (ms: number) => void pauses.push(ms) };
    const carrier = await startAnswering([429, { 'retry-after': '86400' }]);
    const { http } = connect(carrier.origin, { clock, pace: pacer });
    expect((await failureOf(http.send(read))).detail.retryAfterMs).toBe(86_400_000);
    expect(pauses).toStrictEqual([30_000]);
  });

  test('a wait that is too long fails every call at once until it is over, with what is left of it', async () => {
    const carrier = await startAnswering([429, { 'retry-after': '120' }], [200]);
    const { http, clock } = connect(carrier.origin);
    expect((await failureOf(http.send(read))).detail.retryAfterMs).toBe(120_000);
    await clock.advance(50_000);
    const failure = await failureOf(http.send(write));
    expect(failure.code).toBe('rate-limited');
    expect(failure.message).toBe(
      'carrier create of “Acme”: the carrier has asked for a pause, of which 70000 ms are left; nothing was sent. Try again after it.',
    );
    expect(failure.detail.retryAfterMs).toBe(70_000);
    await clock.advance(69_999);
    expect((await failureOf(http.send(read))).detail.retryAfterMs).toBe(1);
    expect(carrier.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await http.send(write)).toBe('ok');
    expect(clock.delays).toStrictEqual([]);
  });

  test('so do those that wait for their turn or to try again, and a longer wait counts more than a shorter one', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    let answer: [number, string] = [503, '20'];
    const carrier = await startCarrier((_, reply) => {
      reply.writeHead(answer[0], { 'retry-after': answer[1] });
      reply.end('ok');
    });
    const { http } = connect(carrier.origin, { clock, pace: { concurrency: 2, perSecond: 1, burst: 2 } });
    const trying = failureOf(http.send(read, { signal: new AbortController().signal }));
    await until(() => clock.sleepers === 1);
    answer = [429, '3600'];
    const limited = failureOf(http.send(read));
    const queued = failureOf(http.send(write));
    expect((await limited).detail.retryAfterMs).toBe(3_600_000);
    expect(await trying).toMatchObject({ code: 'rate-limited', detail: { retryAfterMs: 3_600_000 } });
    expect((await trying).cause).toMatchObject({ code: 'unavailable' });
    expect(await queued).toMatchObject({ code: 'rate-limited', detail: { retryAfterMs: 3_600_000 } });
    expect(carrier.requests).toHaveLength(2);
    expect(clock.sleepers).toBe(0);
  });

  test('a limit of so many a minute is learned: ever fewer calls are refused', async () => {
    const clock = new ManualClock();
    let [minute, taken, refused] = [-1, 0, 0];
    const carrier = await startCarrier((_, reply) => {
      const now = Math.floor(clock.time / 60_000);
      taken = now === minute ? taken + 1 : 1;
      minute = now;
      reply.statusCode = taken > 10 ? 429 : 200;
      if (taken > 10) refused += 1;
      reply.end('ok');
    });
    const { http } = connect(carrier.origin, { clock, retries: { attempts: 4, baseMs: 250, maxMs: 30_000 } });
    const refusals: number[] = [];
    let failures = 0;
    for (let round = 0; round < 6; round += 1) {
      const before = refused;
      for (let made = 0; made < 10;) {
        const [outcome] = await Promise.allSettled([http.send(write)]);
        if (outcome.status === 'fulfilled') made += 1;
        else failures += 1;
      }
      refusals.push(refused - before);
    }
    expect(refusals[0]).toBe(0);
    expect(refusals[1]).toBeLessThanOrEqual(10);
    expect(Math.max(...refusals.slice(2))).toBeLessThanOrEqual(3);
    expect(failures).toBeLessThanOrEqual(2);
  });

  test('an unavailable carrier pauses nobody', async () => {
    const clock = new ManualClock({ sleeps: 'until-advanced' });
    const pauses: number[] = [];
    const pacer = { ...createPacer({ concurrency: 1, burst: 1 }, clock), pause: (ms: number) => void pauses.push(ms) };
    const carrier = await startAnswering([503, { 'retry-after': '1' }]);
    const retries = { attempts: 1, baseMs: 1, maxMs: 30_000 };
    await failureOf(connect(carrier.origin, { clock, pace: pacer, retries }).http.send(read));
    expect(pauses).toStrictEqual([]);
  });
});

describe('the retry budget', () => {
  test('an outage is met with ten retries, then with none, until calls succeed again', async () => {
    let status = 503;
    const carrier = await startCarrier((_, reply) => {
      reply.statusCode = status;
      reply.end('ok');
    });
    const { http } = connect(carrier.origin);
    for (let call = 0; call < 10; call += 1) await failureOf(http.send(read));
    // 10 calls, of which the first five used up the ten retries.
    expect(carrier.requests).toHaveLength(20);
    status = 200;
    for (let call = 0; call < 10; call += 1) await http.send(read);
    status = 503;
    carrier.requests.length = 0;
    await failureOf(http.send(read));
    await failureOf(http.send(read));
    expect(carrier.requests).toHaveLength(3);
  });

  test('a long calm saves nothing up', async () => {
    const carrier = await startAnswering(...Array.from({ length: 300 }, (): Answer => [200]), [503]);
    const { http } = connect(carrier.origin);
    for (let call = 0; call < 300; call += 1) await http.send(read);
    for (let call = 0; call < 10; call += 1) await failureOf(http.send(read));
    expect(carrier.requests).toHaveLength(320);
  });

  test('a rate limit is left to the pacer: its retries cost nothing', async () => {
    const carrier = await startAnswering([429]);
    const { http } = connect(carrier.origin);
    for (let call = 0; call < 10; call += 1) await failureOf(http.send(read));
    expect(carrier.requests).toHaveLength(30);
  });
});
