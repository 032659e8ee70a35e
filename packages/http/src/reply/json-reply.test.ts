import { Secret, SubUserError, systemClock } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CallContext } from '../call-context.ts';
import { fitting, JsonReply } from './json-reply.ts';
import type { Refusals } from './refusal.ts';

const refusals: Refusals = {
  refusalIn: (body) =>
    typeof body === 'object' && body !== null && 'no' in body ? { message: String(body.no) } : undefined,
  advice: {},
};

function replyOf(status: number, text: string): JsonReply {
  const call = new CallContext('acme', { operation: 'get', effect: 'read', subject: '7' }, systemClock);
  return new JsonReply({ status, headers: { date: 'now' }, text }, call, refusals);
}

function errorOf(act: () => unknown): SubUserError {
  try {
    act();
  } catch (error) {
    if (SubUserError.is(error)) return error;
  }
  throw new Error('It threw no SubUserError');
}

const read = fitting(z.object({ id: z.int() }));

test('a 2xx that fits is read, whatever else it contains', () => {
  expect(read(replyOf(201, '{"id":7,"more":[]}'))).toEqual({ id: 7 });
  expect(replyOf(200, '{}').headers).toEqual({ date: 'now' });
});

describe('a 2xx that does not fit', () => {
  test.each([
    ['', 'body: must be JSON, is empty'],
    [' <html>', 'body: must be JSON, is HTML'],
    ['{"id":', 'body: must be JSON'],
    ['[]', 'body: must be an object'],
    ['{"id":"7"}', 'id: must be a number'],
  ])('%j', (text, misfit) => {
    const { code, message } = errorOf(() => read(replyOf(200, text)));
    expect(code).toBe('unexpected-response');
    expect(message).toContain(`acme get of “7”: the reply (HTTP 200) does not fit: ${misfit}. Something between`);
  });

  test('as its bytes are not what it declares, whatever could be read of them', () => {
    const call = new CallContext('acme', { operation: 'get', effect: 'read' }, systemClock);
    const reply = { status: 200, headers: {}, text: '{"id":7}', unreadable: 'must be UTF-8' };
    const error = errorOf(() => read(new JsonReply(reply, call, refusals)));
    expect(error.code).toBe('unexpected-response');
    expect(error.detail.fields).toEqual([{ field: 'body', rule: 'must be UTF-8' }]);
    expect(errorOf(() => read(new JsonReply({ ...reply, status: 429 }, call, refusals))).code).toBe('rate-limited');
  });

  test('carries one-time credentials out', () => {
    const credentials = { login: '7', secret: new Secret('shown-once') };
    const error = replyOf(200, '{}').misfit({ field: 'id', rule: 'is missing' }, credentials);
    expect(error.detail.credentials).toBe(credentials);
    expect(error.message).toMatch(/ The one-time credentials that came with it are in detail\.credentials\.$/u);
  });
});

test('a 200 without a body is blank, and nothing else is', () => {
  const blank = [replyOf(200, ''), replyOf(200, ' \n'), replyOf(204, ''), replyOf(202, ''), replyOf(200, '{}')];
  expect(blank.map((reply) => reply.isBlank())).toEqual([true, true, false, false, false]);
});

test('a refusal is one on any status', () => {
  expect(errorOf(() => read(replyOf(200, '{"id":7,"no":"busy"}'))).what).toContain('(HTTP 200): busy.');
  expect(errorOf(() => read(replyOf(404, '{"no":"gone"}'))).code).toBe('not-found');
  expect(errorOf(() => read(replyOf(502, '<html>'))).code).toBe('unavailable');
  expect(replyOf(200, '{"no":"busy"}').bodyOfSuccess()).toEqual({ no: 'busy' });
});
