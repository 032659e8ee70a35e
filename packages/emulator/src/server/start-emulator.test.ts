import { generateKeyPairSync, sign } from 'node:crypto';
import { connect } from 'node:net';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CarrierScript } from './carrier-script.ts';
import type { Fault, QueuedFault } from './fault.ts';
import type { EmulatorControl } from './emulator-control.ts';
import { type EmulatorOptions, startEmulator } from './start-emulator.ts';

/** A carrier that counts: POST adds one, GET reads, DELETE has no body, `/broken` is a bug. */
function counter(): CarrierScript & { count: number } {
  const script: CarrierScript & { count: number } = {
    count: 0,
    operations: [
      { operation: 'create', carrierOperation: 'add' },
      { operation: 'get', carrierOperation: 'read' },
    ],
    plainSegment: /^[a-z]*$/u,
    route: ({ method, path, query, body }) => ({
      operation: method === 'POST' ? 'create' : 'get',
      carrierOperation: method === 'POST' ? 'add' : 'read',
      parameters: [...query.keys()],
      perform: async () => {
        await Promise.resolve();
        if (path === '/broken') throw new TypeError('a bug');
        if (path === '/missing') return { status: 404, body: { error: 'missing' } };
        if (method === 'POST') script.count += 1;
        if (method === 'DELETE') return { status: 204 };
        return { status: method === 'POST' ? 201 : 200, body: { count: script.count, received: body.length } };
      },
    }),
    faultReply: ({ code = 0 }, status) => ({
      status,
      body: { error: { code } },
      headers: { 'x-carrier': 'toy' },
    }),
    refusalReply: () => undefined,
    oddBody: () => ({ count: 'many' }),
    account: {
      seed: (count) => Array.from({ length: count }, () => String((script.count += 1))),
      authenticates: () => false,
      reset: () => {
        script.count = 0;
      },
    },
  };
  return script;
}

const untouched = { Request: globalThis.Request, Response: globalThis.Response };
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function start(options: EmulatorOptions = {}) {
  const script = counter();
  const clock = { now: Date.UTC(2026, 0, 2, 3, 4, 5) };
  const { origin, control, close } = await startEmulator({}, () => script, { ...options, now: () => clock.now });
  open.push(close);
  return { script, control, clock, origin, close };
}

const add = (origin: string, signal = AbortSignal.timeout(5000)): Promise<Response> =>
  fetch(`${origin}/things?colour=red`, {
    method: 'POST',
    body: 'xyz',
    signal,
    redirect: 'manual',
  });

/** The emulator's waits stand still until the test moves them on. Sockets and signals go by the real clock. */
function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Not `vi.waitFor`, which moves a stopped time on. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** A call whose client gives up as soon as it has arrived. */
async function addAndLeave(origin: string, control: EmulatorControl): Promise<void> {
  const client = new AbortController();
  const lost = add(origin, client.signal);
  await until(() => control.requests.length > 0);
  client.abort();
  await expect(lost).rejects.toThrow('aborted');
}

/** Status and body, or the word for what came instead. */
async function outcome(answer: Promise<Response>): Promise<unknown> {
  try {
    const response = await answer;
    return [response.status, await response.text()];
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'silence' : 'broken off';
  }
}

const read = async (origin: string): Promise<number> => (await fetch(origin)).status;

const handles = (): string[] => process.getActiveResourcesInfo().filter((name) => /TCP(Server|Socket)Wrap/u.test(name));

describe('without a fault', () => {
  test('answers the carrier’s reply as JSON and logs names, never values', async () => {
    const { script, control, origin, clock } = await start();
    const answer = await add(origin);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('content-length')).toBe('24');
    expect(await answer.json()).toEqual({ count: 1, received: 3 });
    expect(script.count).toBe(1);
    expect(control.requests).toEqual([
      {
        sequence: 1,
        operation: 'create',
        carrierOperation: 'add',
        method: 'POST',
        path: '/things',
        parameters: ['colour'],
        applied: true,
        status: 201,
        at: clock.now,
      },
    ]);
  });

  test('the log shows no value that strayed into a name or a path', async () => {
    const { control, origin } = await start();
    const asked: string[] = [];
    control.inject(({ path }) => void asked.push(path));
    await fetch(`${origin}/things/S3cret-1//x?S3cret-1&{"k":1}=S3cret-1&page_size=S3cret-1`);
    expect(control.requests).toMatchObject([
      { path: '/things/(unreadable)//x', parameters: ['(unreadable)', '(unreadable)', 'page_size'] },
    ]);
    expect(asked).toEqual(['/things/(unreadable)//x']);
  });

  test('a reply without a body has none, and a refusal is not applied', async () => {
    const { control, origin } = await start();
    const gone = await fetch(`${origin}/x`, { method: 'DELETE' });
    expect([gone.status, await gone.text(), gone.headers.get('content-length')]).toEqual([204, '', null]);
    const missing = await fetch(`${origin}/missing`);
    expect([missing.status, await missing.json()]).toEqual([404, { error: 'missing' }]);
    expect(control.requests.map(({ applied, status }) => [applied, status])).toEqual([
      [true, 204],
      [false, 404],
    ]);
  });

  test('the Date header follows the emulator’s clock', async () => {
    const { origin } = await start();
    expect((await add(origin)).headers.get('date')).toBe('Fri, 02 Jan 2026 03:04:05 GMT');
  });

  test('latency delays the answer, not the change', async () => {
    const { script, control, origin } = await start({ latencyMs: 60 });
    stopTime();
    const answer = add(origin);
    await until(() => script.count === 1);
    await vi.advanceTimersByTimeAsync(59);
    expect(control.requests[0]?.status).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(201);
    control.latencyMs = 0;
    expect((await add(origin)).status).toBe(201);
    control.reset();
    expect(control.latencyMs).toBe(60);
  });

  test('leaves the global Request and Response alone', async () => {
    await start();
    expect(globalThis.Request === untouched.Request).toBe(true);
    expect(globalThis.Response === untouched.Response).toBe(true);
  });

  test('a request cut off by its own client was never seen', async () => {
    const { control, origin } = await start();
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    await add(origin);
    expect(control.requests).toHaveLength(1);
  });

  test('a bug of the emulator is called one', async () => {
    const { origin } = await start();
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const answer = await fetch(`${origin}/broken`);
    expect([answer.status, await answer.text()]).toEqual([500, 'The emulator itself failed: TypeError: a bug\n']);
    expect(warn.mock.calls).toEqual([[new Error('The emulator itself failed')]]);
    warn.mockRestore();
  });

  test('a port that is taken is Node’s own error', async () => {
    const { origin } = await start();
    await expect(start({ port: Number(new URL(origin).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('faults', () => {
  const whole = '{"count":1,"received":3}';
  const first = '{"count":1,"';
  const page = expect.stringMatching(/^<!DOCTYPE html>/u);
  const error = '{"error":{"code":0}}';
  const cases: [QueuedFault, unknown, { applied: boolean; status: number | null }][] = [
    [{ fault: 'status' }, [503, error], { applied: false, status: 503 }],
    [{ fault: 'status', status: 409, applied: true }, [409, error], { applied: true, status: 409 }],
    [{ fault: 'drop-before-apply' }, 'broken off', { applied: false, status: null }],
    [{ fault: 'drop-after-apply' }, 'broken off', { applied: true, status: null }],
    [{ fault: 'apply-late', delayMs: 60_000 }, 'silence', { applied: false, status: null }],
    [{ fault: 'slow', delayMs: 20 }, [201, whole], { applied: true, status: 201 }],
    [{ fault: 'slow', applied: false }, [201, whole], { applied: true, status: 201 }],
    [{ fault: 'stalled-headers' }, 'silence', { applied: false, status: null }],
    [{ fault: 'stalled-headers', applied: true }, 'silence', { applied: true, status: null }],
    [{ fault: 'stalled-body' }, 'silence', { applied: true, status: 201 }],
    [{ fault: 'half-body' }, 'broken off', { applied: true, status: 201 }],
    [{ fault: 'half-body', applied: false }, 'broken off', { applied: false, status: 200 }],
    [{ fault: 'garbage-json' }, [201, first], { applied: true, status: 201 }],
    [{ fault: 'garbage-json', applied: false }, [200, '{'], { applied: false, status: 200 }],
    [{ fault: 'html-200' }, [200, page], { applied: true, status: 200 }],
    [{ fault: 'html-200', status: 502, applied: false }, [502, page], { applied: false, status: 502 }],
    [{ fault: 'error-200', code: 7 }, [200, '{"error":{"code":7}}'], { applied: false, status: 200 }],
    [{ fault: 'redirect' }, [302, ''], { applied: false, status: 302 }],
    [{ fault: 'redirect', status: 307, applied: true }, [307, ''], { applied: true, status: 307 }],
    [{ fault: 'empty-body' }, [201, ''], { applied: true, status: 201 }],
    [{ fault: 'empty-body', status: 404, applied: false }, [404, ''], { applied: false, status: 404 }],
    [{ fault: 'odd-field' }, [201, '{"count":"many"}'], { applied: true, status: 201 }],
  ];

  test.each(cases)('%j', async (rule, expected, logged) => {
    const { script, control, origin } = await start();
    control.failNext(rule);
    const signal = AbortSignal.timeout(expected === 'silence' ? 300 : 5000);
    expect(await outcome(add(origin, signal))).toEqual(expected);
    expect(control.requests).toMatchObject([logged]);
    expect(script.count).toBe(logged.applied ? 1 : 0);
    expect(await outcome(add(origin))).toEqual([201, `{"count":${script.count},"received":3}`]);
  });

  test('oversized-body streams far more than anybody should read, and stops for one who hangs up', async () => {
    const { control, origin } = await start();
    control.failNext({ fault: 'oversized-body', times: 2 });
    const read = await (await add(origin, AbortSignal.timeout(20_000))).text();
    expect(read.length).toBe(64 * 1024 * 1024 + 24);
    expect(JSON.parse(read)).toEqual({ count: 1, received: 3 });
    const cut = await add(origin);
    await cut.body?.cancel();
    expect((await add(origin)).status).toBe(201);
    expect(control.requests.map(({ status }) => status)).toEqual([201, 201, 201]);
  });

  test('a 204 that must carry a broken body becomes 200', async () => {
    const { control, origin } = await start();
    control.failNext({ fault: 'garbage-json' });
    const answer = await fetch(origin, { method: 'DELETE' });
    expect([answer.status, await answer.text()]).toEqual([200, '{']);
  });

  test('a status of 204 has no body, and promises none', async () => {
    const { control, origin } = await start();
    control.failNext({ fault: 'status', status: 204 });
    const answer = await add(origin);
    expect([answer.status, answer.headers.get('content-length'), answer.headers.get('content-type')]).toEqual([
      204,
      null,
      null,
    ]);
  });

  test('half-body promises the whole length', async () => {
    const { control, origin } = await start();
    control.failNext({ fault: 'half-body' });
    const answer = await add(origin);
    expect(answer.headers.get('content-length')).toBe('24');
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test('status carries the carrier’s headers and a Retry-After; redirect its location', async () => {
    const { control, origin } = await start();
    control.failNext({ fault: 'status', status: 429, retryAfter: 3 });
    const limited = await add(origin);
    expect([limited.headers.get('retry-after'), limited.headers.get('x-carrier')]).toEqual(['3', 'toy']);
    control.failNext({ fault: 'redirect', location: 'http://127.0.0.1:9/x' });
    expect((await add(origin)).headers.get('location')).toBe('http://127.0.0.1:9/x');
    control.failNext({ fault: 'redirect' });
    expect((await add(origin)).headers.get('location')).toBe('https://elsewhere.invalid/');
  });

  test('apply-late changes state long after the client has gone; settled waits for it', async () => {
    const { script, control, origin } = await start();
    stopTime();
    control.failNext({ fault: 'apply-late', delayMs: 80 });
    await addAndLeave(origin, control);
    await vi.advanceTimersByTimeAsync(79);
    expect([script.count, control.requests[0]?.applied]).toEqual([0, false]);
    await vi.advanceTimersByTimeAsync(1);
    await control.settled();
    expect([script.count, control.requests[0]]).toMatchObject([1, { applied: true, status: null }]);
    await control.settled();
  });

  test('a client that gives up during the delay gets no status in the log', async () => {
    const { control, origin } = await start();
    stopTime();
    control.failNext({ fault: 'slow', delayMs: 80 });
    await addAndLeave(origin, control);
    // Another call, so that the emulator has seen the first one's socket close.
    expect(await read(origin)).toBe(200);
    await vi.advanceTimersByTimeAsync(80);
    expect(control.requests[0]).toMatchObject({ applied: true, status: null });
  });
});

describe('the queue', () => {
  test('rules strike in order, each as often as it says, each only its operation', async () => {
    const { control, origin } = await start();
    control.failNext({ fault: 'status', status: 418, times: 0 });
    control.failNext({ carrierOperation: 'add', fault: 'status', status: 500 });
    control.failNext({ fault: 'status', status: 502, times: 2 });
    control.failNext({ operation: 'get', fault: 'status', status: 504 });
    expect(await read(origin)).toBe(502);
    expect((await add(origin)).status).toBe(500);
    expect((await add(origin)).status).toBe(502);
    expect((await add(origin)).status).toBe(201);
    expect(await read(origin)).toBe(504);
    expect(await read(origin)).toBe(200);
  });

  test('a rule that could strike nothing is refused, and nothing is queued', async () => {
    const { control, origin } = await start();
    expect(() => control.failNext({ operation: 'ad', fault: 'status' })).toThrow(
      new RangeError('There is no operation "ad"; there are: create, get, unknown'),
    );
    expect(() => control.failNext({ carrierOperation: 'create', fault: 'status' })).toThrow(
      new RangeError('There is no carrierOperation "create"; there are: add, read, unknown'),
    );
    const misspelt = { fault: 'stauts' } as never;
    expect(() => control.failNext(misspelt)).toThrow(/^There is no fault "stauts"; there are: status, drop-before/u);
    expect((await add(origin)).status).toBe(201);
  });

  test('inject is asked only where the queue has nothing, and is told no secret', async () => {
    const { control, origin } = await start();
    const asked: unknown[] = [];
    control.inject(() => ({ fault: 'status', status: 418 }));
    control.inject((request) => {
      asked.push(request);
      return request.sequence % 2 === 0 ? { fault: 'status', status: 500 } : undefined;
    });
    control.failNext({ fault: 'status', status: 503 });
    const statuses = [(await add(origin)).status, (await add(origin)).status, (await add(origin)).status];
    expect(statuses).toEqual([503, 500, 201]);
    expect(asked).toEqual([
      { sequence: 2, operation: 'create', carrierOperation: 'add', method: 'POST', path: '/things' },
      { sequence: 3, operation: 'create', carrierOperation: 'add', method: 'POST', path: '/things' },
    ]);
  });

  test('reset forgets state, log, faults, injection and what was to be applied late', async () => {
    const { script, control, origin } = await start();
    expect(control.seed(3)).toEqual(['1', '2', '3']);
    stopTime();
    control.failNext({ fault: 'apply-late', delayMs: 40 });
    await addAndLeave(origin, control);
    control.failNext({ fault: 'status' });
    control.inject(() => ({ fault: 'status', status: 500 }));
    control.reset();
    await control.settled();
    await vi.advanceTimersByTimeAsync(40);
    expect([script.count, control.requests]).toEqual([0, []]);
    expect((await add(origin)).status).toBe(201);
    expect(control.requests).toMatchObject([{ sequence: 1 }]);
  });
});

describe('close', () => {
  test.each<Fault>(['stalled-headers', 'stalled-body', 'apply-late', 'slow'])(
    'ends a request in %s at once and leaves no handle',
    async (fault) => {
      const before = handles().length;
      const { control, origin, close } = await start();
      control.failNext({ fault, delayMs: 60_000 });
      const answer = outcome(add(origin));
      await vi.waitFor(() => expect(control.requests).toHaveLength(1), { timeout: 10_000, interval: 5 });
      const started = performance.now();
      await Promise.all([close(), close()]);
      await close();
      expect(performance.now() - started).toBeLessThan(20_000);
      expect(await answer).toBe('broken off');
      await control.settled();
      await vi.waitFor(() => expect(handles().length).toBeLessThanOrEqual(before), { timeout: 10_000, interval: 5 });
      await expect(fetch(origin)).rejects.toThrow('fetch failed');
    },
  );
});

test('serves HTTPS with a given key and certificate', async () => {
  const tls = selfSigned();
  const { origin } = await start({ tls });
  expect(origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/u);
  const body = await new Promise<string>((resolve, reject) => {
    secureRequest(`${origin}/things`, { method: 'POST', ca: tls.cert }, (answer) => resolve(text(answer)))
      .on('error', reject)
      .end('secret');
  });
  expect(JSON.parse(body)).toEqual({ count: 1, received: 6 });
});

/** One DER element. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** A key pair of this run and a certificate for 127.0.0.1, put together by hand from its DER parts (RFC 5280). */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
  const algorithm = der(0x30, oid('2a8648ce3d040302'));
  const name = der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from('emulator')))));
  const time = (year: number): Buffer => der(0x18, Buffer.from(`${year}0101000000Z`));
  const address = der(0x30, der(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = der(0xa3, der(0x30, der(0x30, oid('551d11'), der(0x04, address))));
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const toSign = der(
    0x30,
    version,
    serial,
    algorithm,
    name,
    der(0x30, time(2020), time(2099)),
    name,
    subjectKey,
    extensions,
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toSign, privateKey));
  const certificate = der(0x30, toSign, algorithm, signature).toString('base64').replace(/.{64}/gu, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}
