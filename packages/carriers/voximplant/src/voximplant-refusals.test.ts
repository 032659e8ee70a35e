import { type ErrorCode, systemClock } from '@subuser/core';
import { CallContext, type Effect, fitting, JsonReply } from '@subuser/http';
import { describe, expect, test } from 'vitest';
import { rejection } from '../test-support/rejection.ts';
import { refusalCodes } from './refusal-codes.ts';
import { replies } from './voximplant-api.ts';
import { refusalsOf } from './voximplant-refusals.ts';

interface Answer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

interface Call {
  effect?: Effect;
  subject?: string | undefined;
  isConfidential?: boolean;
}

const named = { carrier: 'voximplant', operation: 'update', carrierOperation: 'SetSubUserInfo', subject: '12' };

async function decode({ status = 200, body, headers = {} }: Answer, call: Call = {}): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { effect = 'write', isConfidential = false } = call;
  const { operation, carrierOperation } = named;
  const subject = 'subject' in call ? call.subject : named.subject;
  const request = { operation, carrierOperation, effect, ...(subject !== undefined && { subject }) };
  const context = new CallContext('voximplant', request, systemClock);
  return fitting(replies.done)(new JsonReply({ status, headers, text }, context, refusalsOf({ isConfidential })));
}

function refused(code: unknown): Answer {
  return { body: { error: { code, msg: 'Said.' } } };
}

describe('every code of the table', () => {
  const expected: Record<ErrorCode, number[]> = {
    'invalid-argument': [101, 134, 440, 441, 448, 449, 452, 453, 463, 464, 477, 485, 492, 496, 497, 499, 523, 524, 535],
    unsupported: [],
    unauthenticated: [100, 131, 135, 137, 161, 447, 454, 455, 456],
    'permission-denied': [104, 320, 321, 322, 323, 536],
    'not-found': [433, 434],
    'already-exists': [436],
    'failed-precondition': [435, 439],
    'quota-exceeded': [437, 438],
    'rate-limited': [162, 340, 416],
    unavailable: [],
    'outcome-unknown': [1, 2, 4, 5, 6, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 484, 515],
    'unexpected-response': [],
    cancelled: [],
    internal: [102, 103],
  };
  const rows = Object.entries(expected).flatMap(([code, numbers]) => numbers.map((number) => [number, code] as const));

  test.each(rows)('%i is %s for a write', async (number, code) => {
    const error = await rejection(decode(refused(number)));
    expect(error.code).toBe(code);
    expect(error.detail).toMatchObject({ ...named, carrierCode: number, httpStatus: 200 });
    expect(error.message).toMatch(
      new RegExp(
        `^voximplant update of “12”: (refused|failed) \\(HTTP 200\\): [A-Z_]+ \\(${number}\\); Said\\..*\\.$`,
        'u',
      ),
    );
    expect('fields' in error.detail).toBe(code === 'invalid-argument');
  });

  test('is one of these', () => {
    expect([...refusalCodes.keys()].toSorted((a, b) => a - b)).toEqual(
      rows.map(([number]) => number).toSorted((a, b) => a - b),
    );
  });

  test.each([1, 2, 4, 13, 484, 515])('%i is unavailable for a read', async (number) => {
    expect((await rejection(decode(refused(number), { effect: 'read' }))).code).toBe('unavailable');
  });
});

describe('fields', () => {
  test.each([
    [436, undefined],
    [440, 'grants'],
    [448, 'current'],
    [449, 'grants'],
    [452, 'name'],
    [453, 'name'],
    [463, 'password'],
    [523, 'password'],
    [101, 'input'],
  ])('%i names %s', async (number, field) => {
    const { detail } = await rejection(decode(refused(number)));
    expect(detail.fields?.map((rule) => rule.field)).toEqual(field === undefined ? undefined : [field]);
  });

  test('are named by the carrier where it names them, under the model’s names', async () => {
    const { detail } = await rejection(
      decode({
        body: {
          errors: [
            { code: 101, msg: 'Bad', field_name: 'new_subuser_name' },
            { code: 999, msg: 'Bad', field_name: 'key_name' },
            { code: 523, msg: 'Weak' },
            { code: 101, msg: 'Bad' },
          ],
        },
      }),
    );
    expect(detail.fields?.map(({ field }) => field)).toEqual(['name', 'key_name', 'password']);
    expect(detail.fields?.[1]?.rule).toBe('is refused by the carrier');
  });

  test('stand inside a single error too', async () => {
    const { detail } = await rejection(decode({ body: { error: { code: 134, field_name: 'subuser_id' } } }));
    expect(detail.fields).toEqual([{ field: 'id', rule: 'The carrier refuses a parameter.' }]);
  });

  test.each(['Tr0ub4dor&3', 'Bearer eyJhbGciOi', 'new_subuser_password=x', 'a'.repeat(41), ''])(
    'never are “%s”, which is a value in the place of a name',
    async (echo) => {
      const { detail } = await rejection(decode({ body: { error: { code: 101, field_name: echo } } }));
      expect(detail.fields).toEqual([{ field: 'input', rule: 'The carrier refuses a parameter.' }]);
    },
  );
});

describe('a refused call never resolves', () => {
  test.each([
    ['with a result beside it', { result: 1, error: { code: 436 } }, 'already-exists', 436],
    ['in a list', { result: 1, errors: [{ code: 436 }] }, 'already-exists', 436],
    ['with its code as text', { error: { code: '436' } }, 'already-exists', 436],
    ['with a code that is no number', { error: { code: 'x' } }, 'failed-precondition', undefined],
    ['as text', { result: 1, error: 'Nope' }, 'failed-precondition', undefined],
    ['as a list of text', { result: 1, errors: ['Nope'] }, 'failed-precondition', undefined],
    ['as an object in errors', { result: 1, errors: { code: 434 } }, 'not-found', 434],
    ['with a code of another table', { result: 1, error: { code: 999 } }, 'failed-precondition', 999],
  ])('%s', async (_how, body, code, carrierCode) => {
    const error = await rejection(decode({ body }));
    expect([error.code, error.detail.carrierCode]).toEqual([code, carrierCode]);
  });

  test('whatever the status', async () => {
    const { code, detail } = await rejection(decode({ status: 400, ...refused(434) }));
    expect([code, detail.httpStatus]).toEqual(['not-found', 400]);
  });

  test('and an unknown code on an error’s status counts by the status', async () => {
    const effects: Effect[] = ['read', 'write'];
    const errors = await Promise.all(
      effects.map((effect) => rejection(decode({ status: 503, ...refused(999) }, { effect }))),
    );
    expect(errors.map(({ code }) => code)).toEqual(['unavailable', 'outcome-unknown']);
  });

  test.each([
    [{ result: 1, error: null }],
    [{ result: 1, errors: [] }],
    [{ result: 1, error: [] }],
    [{ result: 1, error: {} }],
    [{ result: 1, errors: {}, error: null }],
    [{ result: '1' }],
    [{ result: true, extra: {} }],
  ])('and a success does: %o', async (body) => {
    expect(await decode({ body })).toBeUndefined();
  });
});

describe('a reply that is no answer', () => {
  test.each([
    ['<html>Blocked</html>', 'body: must be JSON, is HTML', 'body'],
    ['', 'body: must be JSON, is empty', 'body'],
    ['{"result":', 'body: must be JSON', 'body'],
    ['"text"', 'body: ', 'body'],
    ['null', 'body: ', 'body'],
    [{ result: 0 }, 'result: ', 'result'],
    [{}, 'result: ', 'result'],
    [[], 'body: ', 'body'],
  ])('%o', async (body, what, field) => {
    const error = await rejection(decode({ body }));
    expect(error.code).toBe('unexpected-response');
    expect(error.message).toContain(`voximplant update of “12”: the reply (HTTP 200) does not fit: ${what}`);
    expect(error.message).toMatch(/ It may have been applied: look it up before trying again\.$/u);
    expect(error.detail.fields).toEqual([{ field, rule: expect.any(String) as string }]);
  });

  test('never repeats the reply', async () => {
    const error = await rejection(decode({ body: '<p>token-in-a-page</p>' }));
    expect(JSON.stringify(error)).not.toContain('token-in-a-page');
  });

  test.each([
    [401, 'unauthenticated'],
    [403, 'permission-denied'],
    [429, 'rate-limited'],
    [500, 'outcome-unknown'],
    [302, 'unexpected-response'],
    // A wrong address: a missing subuser is code 434.
    [404, 'unexpected-response'],
    [410, 'unexpected-response'],
  ])('with status %i is %s', async (status, code) => {
    const error = await rejection(decode({ status, body: '<html></html>' }));
    expect([error.code, error.detail]).toEqual([code, { ...named, httpStatus: status }]);
  });

  test('with a JSON body of another service counts by its status', async () => {
    const error = await rejection(decode({ status: 502, body: { message: 'Bad gateway' } }, { effect: 'read' }));
    expect(error.code).toBe('unavailable');
    expect(error.message).toBe(
      'voximplant update of “12”: failed (HTTP 502): no reason given. Nothing was changed; try again later.',
    );
  });

  test('tells how long to wait', async () => {
    const page = await rejection(decode({ status: 429, body: '', headers: { 'retry-after': '7' } }));
    const code = await rejection(decode({ ...refused(340), headers: { 'retry-after': '7' } }));
    expect([page.detail.retryAfterMs, code.detail.retryAfterMs]).toEqual([7000, 7000]);
  });
});

describe('the carrier’s words', () => {
  const token = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2lnbmF0dXJl';
  const body = { error: { code: 999, msg: `Line one\n${token} ${'x'.repeat(400)}` } };

  test('are repeated in one line, short, and without a token', async () => {
    const { message } = await rejection(decode({ body }, { subject: undefined }));
    expect(message).toBe(
      `voximplant update: refused (HTTP 200): an unknown code (999); Line one [token] ${'x'.repeat(283)}…. ` +
        'Look the code up in the carrier’s table of errors.',
    );
  });

  test('are left out where a password was sent', async () => {
    const { message } = await rejection(decode({ body }, { isConfidential: true }));
    expect(message).not.toContain('Line one');
  });

  test.each([
    { code: 12345678, msg: 'No.' },
    { code: '12345678', msg: 'No.' },
    { code: 523, msg: 'abcdefgh is weak', field_name: 'abcdefgh' },
    { code: 101, msg: 'No.', field_name: 'abcdefgh' },
    { code: 464, errors: 'abcdefgh' },
  ])('nor is a code that nobody knows or a parameter that was not sent: %j', async (error) => {
    const failure = await rejection(decode({ body: { error } }, { isConfidential: true }));
    expect(failure.message + JSON.stringify(failure)).not.toMatch(/abcdefgh|12345678/u);
  });

  test('of an authorization failure come with both its meanings', async () => {
    const { message } = await rejection(decode(refused(100)));
    expect(message).toContain('The credentials are refused, or their role does not suffice');
  });
});
