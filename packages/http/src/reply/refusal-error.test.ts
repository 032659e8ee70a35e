import { systemClock, type SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { CallContext, type Effect } from '../call-context.ts';
import type { Reply } from '../http.ts';
import { refusalError } from './refusal-error.ts';
import type { Refusal, Refusals } from './refusal.ts';

const refusals: Refusals = { refusalIn: () => undefined, advice: { unauthenticated: 'Check apiKey.' } };

function errorOf(
  status: number,
  refusal: Refusal,
  {
    effect = 'write',
    more = {},
    headers = {},
  }: { effect?: Effect; more?: Partial<Refusals>; headers?: Reply['headers'] } = {},
): SubUserError {
  const call = new CallContext(
    'acme',
    { operation: 'create', carrierOperation: 'addUser', effect, subject: 'Desk' },
    systemClock,
  );
  return refusalError({ status, headers, text: '' }, refusal, { ...refusals, ...more }, call);
}

test('one sentence says who refused what, with which words, and what to do', () => {
  const { message, code, detail } = errorOf(400, { message: 'The email is invalid', carrierCode: 'BAD_EMAIL' });
  expect(message).toBe(
    'acme create of “Desk”: refused (HTTP 400): The email is invalid. Correct what it names; nothing was changed.',
  );
  expect([code, detail]).toEqual([
    'invalid-argument',
    {
      carrier: 'acme',
      operation: 'create',
      carrierOperation: 'addUser',
      subject: 'Desk',
      httpStatus: 400,
      carrierCode: 'BAD_EMAIL',
    },
  ]);
});

test('label, words and fields come in this order', () => {
  const fields = [
    { field: 'name', rule: 'is taken' },
    { field: 'email', rule: 'is odd!' },
  ];
  const { message, detail } = errorOf(422, { label: 'BAD (7)', message: 'No.', fields });
  expect(message).toContain('refused (HTTP 422): BAD (7); No.; name: is taken; email: is odd! Correct');
  expect(detail.fields).toEqual(fields);
});

describe('the code', () => {
  test.each([
    [409, { code: 'already-exists' }, 'write', 'already-exists', 'refused'],
    [200, { code: 'fault' }, 'write', 'outcome-unknown', 'failed'],
    [200, { code: 'fault' }, 'read', 'unavailable', 'failed'],
    [200, {}, 'write', 'unexpected-response', 'failed'],
    [200, { status: 403 }, 'write', 'permission-denied', 'refused'],
    [400, { status: 503 }, 'write', 'invalid-argument', 'refused'],
    [503, {}, 'write', 'outcome-unknown', 'failed'],
    [503, {}, 'read', 'unavailable', 'failed'],
    [409, {}, 'write', 'failed-precondition', 'refused'],
  ] as const)('of HTTP %i and %j for a %s is %s', (status, refusal, effect, code, ending) => {
    const error = errorOf(status, refusal, { effect });
    expect(error.code).toBe(code);
    expect(error.what).toMatch(new RegExp(`^${ending} \\(HTTP \\d+\\): no reason given\\. `, 'u'));
  });
});

describe('the advice', () => {
  test.each([
    [401, {}, {}, 'Check apiKey.'],
    [401, { advice: 'Renew the key.' }, {}, 'Renew the key.'],
    [404, {}, {}, 'It does not exist, or no longer.'],
    [404, {}, { notFound: 'List them.' }, 'List them.'],
    [409, {}, {}, 'Look at its present state before trying again.'],
    [500, { advice: 'It broke.' }, {}, 'It broke. It may have been applied: look it up before trying again.'],
  ])('of HTTP %i, %j and %j', (status, refusal, more, advice) => {
    expect(errorOf(status, refusal, { more }).what.endsWith(` ${advice}`)).toBe(true);
  });

  test('of a read that failed promises that nothing was changed', () => {
    const { what } = errorOf(500, { advice: 'It broke.' }, { effect: 'read' });
    expect(what).toContain('It broke. Nothing was changed; try again later.');
  });
});

describe('a carrier’s words', () => {
  test('are left out where they echo what is confidential, as it is or as JSON escapes it', () => {
    const secret = 'hunter"2';
    const refusal = {
      carrierCode: secret,
      message: `Weak: ${JSON.stringify({ secret })}`,
      fields: [{ field: secret, rule: `not ${secret}` }],
    };
    const { message, detail } = errorOf(400, refusal, { more: { confidential: ['', secret] } });
    expect(`${message}${JSON.stringify(detail)}`).not.toContain('hunter');
    expect(detail.fields).toEqual([{ field: 'input', rule: 'breaks a rule' }]);
  });

  test('come in one line of sane length, without tokens', () => {
    const { what } = errorOf(400, { message: ` a\n\tb\u0007 eyJhbGciOi.eyJpc3Mi.c2ln ${'😀'.repeat(400)}` });
    expect(what).toContain(`: a b [token] ${'😀'.repeat(288)}…. Correct`);
  });

  test('name at most 20 fields', () => {
    const fields = Array.from({ length: 30 }, (_, place) => ({ field: `f${place}`, rule: 'is odd' }));
    expect(errorOf(422, { fields }).detail.fields).toHaveLength(20);
  });
});

test('how long to wait: the header first, then the body', () => {
  expect(errorOf(429, { retryAfterMs: 3000 }).detail.retryAfterMs).toBe(3000);
  expect(errorOf(429, { retryAfterMs: 3000 }, { headers: { 'retry-after': '7' } }).detail.retryAfterMs).toBe(7000);
});
