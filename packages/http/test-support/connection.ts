import { SubUserError } from '@subuser/core';
import { ManualClock } from '@subuser/core/testing';
import { onTestFinished } from 'vitest';
import type { CallEvent, Http, HttpOptions, HttpRequest, Reply } from '../src/index.ts';
import { codeOfStatus, createHttp, retryAfterMs } from '../src/index.ts';

/** A connection whose waits end at once (by a manual clock), with time-outs that no test reaches by chance. */
export function connect(baseUrl: string, more: Partial<HttpOptions> = {}) {
  const events: CallEvent[] = [];
  const clock = new ManualClock();
  const http = createHttp({
    carrier: 'carrier',
    baseUrl,
    timeouts: { connectMs: 5000, headersMs: 5000, bodyMs: 5000, totalMs: 20_000 },
    retries: { attempts: 3, baseMs: 100, maxMs: 30_000 },
    pace: { concurrency: 64, burst: 1 },
    onEvent: (event) => events.push(event),
    clock,
    randomInt: () => 0,
    ...more,
  });
  onTestFinished(() => http.close());
  return { http, events, clock };
}

/** Decodes as an adapter does: 2xx is a value, the rest an error by its status. */
export function decodeStrictly(effect: 'read' | 'write') {
  return (reply: Reply): string => {
    if (reply.status < 300) return reply.text;
    const retryAfter = retryAfterMs(reply, { now: () => Date.UTC(2026, 0, 1) });
    throw new SubUserError(codeOfStatus(reply.status, effect), `refused with ${reply.status}`, {
      carrier: 'carrier',
      operation: 'create',
      httpStatus: reply.status,
      ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    });
  };
}

export const read: HttpRequest<string> = {
  operation: 'list',
  effect: 'read',
  method: 'GET',
  path: '/list?page=1',
  headers: () => ({ 'x-auth-token': 'SECRET-HEADER' }),
  decode: decodeStrictly('read'),
};

export const write: HttpRequest<string> = {
  operation: 'create',
  effect: 'write',
  method: 'POST',
  path: '/create',
  headers: () => ({ 'x-auth-token': 'SECRET-HEADER', 'content-type': 'application/json' }),
  body: '{"name":"Acme","password":"SECRET-BODY"}',
  subject: 'Acme',
  decode: decodeStrictly('write'),
};

/** The error of a call that must fail. */
export async function failureOf(call: Promise<unknown>): Promise<SubUserError> {
  const outcome: unknown = await call.then(
    (value) => new Error(`It resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (SubUserError.is(outcome)) return outcome;
  throw outcome;
}

export type { Http };
