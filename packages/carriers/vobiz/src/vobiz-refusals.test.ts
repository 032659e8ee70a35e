import { inspect } from 'node:util';
import { Secret, type SubUserError } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { type Answer, authToken, clientOver, rejection, scriptedHttp } from '../test-support/scripted-http.ts';
import { createClient } from './vobiz-client.ts';

const id = 'SA_XXXXXXXX';

function updating(answer: Answer): Promise<unknown> {
  return rejection(clientOver(scriptedHttp(answer)).updateSubAccount(id, { name: 'Acme' }));
}

function reading(answer: Answer): Promise<unknown> {
  return rejection(clientOver(scriptedHttp(answer)).retrieveSubAccount(id));
}

describe('the shapes of an error body', () => {
  const detail = { carrier: 'vobiz', operation: 'update', carrierOperation: 'updateSubAccount', subject: id };

  test('an object under `error`', async () => {
    const body = {
      status: 'error',
      error: { code: 'INVALID_EMAIL', message: 'The email is invalid', details: { hint: 'x' } },
      timestamp: '2026-03-25T10:00:00Z',
      requestId: 'r1',
    };
    expect(await updating({ status: 400, body })).toMatchObject({
      code: 'invalid-argument',
      message:
        'vobiz update of “SA_XXXXXXXX”: refused (HTTP 400): The email is invalid. Correct what it names; nothing was changed.',
      detail: { ...detail, httpStatus: 400, carrierCode: 'INVALID_EMAIL' },
    });
  });

  test('`error`, `message` and `status_code` side by side', async () => {
    const body = { error: 'HTTPError', message: 'Not yours', status_code: 403 };
    expect(await updating({ status: 403, body })).toMatchObject({
      code: 'permission-denied',
      detail: { ...detail, httpStatus: 403, carrierCode: 'HTTPError' },
      message: expect.stringContaining('refused (HTTP 403): Not yours.') as string,
    });
  });

  test('validation details name the fields', async () => {
    const body = {
      error: 'ValidationError',
      message: 'Request validation failed',
      details: [
        { type: 'missing', loc: ['body', 'name'], msg: 'Field required' },
        { type: 'int', loc: ['body', 'limits', 0], msg: 'Not an integer' },
        { type: 'odd', loc: ['body'], msg: 'Odd' },
        'noise',
      ],
      status_code: 422,
    };
    expect(await updating({ status: 422, body })).toMatchObject({
      code: 'invalid-argument',
      detail: {
        ...detail,
        httpStatus: 422,
        carrierCode: 'ValidationError',
        fields: [
          { field: 'name', rule: 'Field required' },
          { field: 'limits.0', rule: 'Not an integer' },
          { field: 'input', rule: 'Odd' },
        ],
      },
      message: expect.stringContaining(
        'Request validation failed; name: Field required; limits.0: Not an integer',
      ) as string,
    });
  });

  test('errors by field, in an object of details', async () => {
    const errors = [
      { field: 'email', message: 'Not an email address', code: 'INVALID', value: 'x' },
      { field: '', message: 'Odd' },
      'noise',
    ];
    const body = { status: 'error', error: { code: 'VALIDATION_ERROR', message: 'Invalid', details: { errors } } };
    expect(await updating({ status: 422, body })).toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('Invalid; email: Not an email address; input: Odd') as string,
      detail: {
        carrierCode: 'VALIDATION_ERROR',
        fields: [
          { field: 'email', rule: 'Not an email address' },
          { field: 'input', rule: 'Odd' },
        ],
      },
    });
  });

  test('an account that is not active is explained as what it is', async () => {
    const body = { status: 'error', error: { code: 'ACCOUNT_INACTIVE', message: 'Account is inactive' } };
    expect(await updating({ status: 403, body })).toMatchObject({
      code: 'permission-denied',
      message: expect.stringContaining('Account is inactive. The account itself is not active') as string,
      detail: { carrierCode: 'ACCOUNT_INACTIVE' },
    });
  });

  test.each([
    [404, { api_id: 'a', message: 'No such sub-account' }, 'not-found', undefined, 'No such sub-account'],
    [
      409,
      { error: 'did_cool_off_in_effect', until: 'x' },
      'failed-precondition',
      'did_cool_off_in_effect',
      'did_cool_off',
    ],
    [400, { status: 'failed', message: 'No' }, 'invalid-argument', undefined, 'No'],
    [400, { error: 'Name is taken' }, 'invalid-argument', undefined, 'Name is taken'],
    [401, '', 'unauthenticated', undefined, 'no reason given'],
    [403, '<html><body>Forbidden</body></html>', 'permission-denied', undefined, 'no reason given'],
    [500, '<html></html>', 'outcome-unknown', undefined, 'look it up before trying again'],
    [503, { error: 'HTTPError', message: 'Down', status_code: 503 }, 'outcome-unknown', 'HTTPError', 'Down'],
    [400, '[]', 'invalid-argument', undefined, 'no reason given'],
    [400, { error: 17, message: {} }, 'invalid-argument', undefined, 'no reason given'],
    [400, { message: ' \n ' }, 'invalid-argument', undefined, 'no reason given'],
    [400, { error: { code: 4001 } }, 'invalid-argument', 4001, 'no reason given'],
  ])('%i %j', async (status, body, code, carrierCode, words) => {
    const error = await updating({ status, body });
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) as string });
    expect(error).toHaveProperty('detail', {
      ...detail,
      httpStatus: status,
      ...(carrierCode !== undefined && { carrierCode }),
    });
  });

  test('the status of the reply counts, not one that its body names', async () => {
    expect(await updating({ status: 400, body: { message: 'No', status_code: 503 } })).toMatchObject({
      code: 'invalid-argument',
      detail: { httpStatus: 400 },
    });
  });

  test('a failed read is unavailable', async () => {
    expect(await reading({ status: 502, body: '<html></html>' })).toMatchObject({ code: 'unavailable' });
  });
});

describe('how long to wait', () => {
  test.each([
    [{ headers: { 'retry-after': '7' } }, 7000],
    [{ body: { error: 'TooMany', details: { retryAfter: 3 } } }, 3000],
    [{ body: { status: 'error', error: { code: 'RATE', message: 'Slow', details: { retryAfter: '2' } } } }, 2000],
    [{ body: { details: { retryAfter: 1.5 } } }, 1500],
    [{ headers: { 'retry-after': '7' }, body: { details: { retryAfter: 3 } } }, 7000],
    [{ body: { details: { retryAfter: 'soon' } } }, undefined],
    [{ body: { details: { retryAfter: -1 } } }, undefined],
    [{ body: '' }, undefined],
  ])('%j', async (answer, milliseconds) => {
    const error = await updating({ status: 429, ...answer });
    expect(error).toMatchObject({ code: 'rate-limited' });
    expect((error as SubUserError).detail.retryAfterMs).toBe(milliseconds);
  });
});

describe('what a carrier says is shown with care', () => {
  test('never where it echoes the token', async () => {
    const body = {
      error: authToken,
      message: `Bad token ${authToken}`,
      details: [{ loc: [authToken], msg: `is ${authToken}` }],
    };
    const error = await updating({ status: 401, body });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(authToken);
    expect(error).toMatchObject({
      detail: { fields: [{ field: 'input', rule: 'breaks a rule' }] },
    });
  });

  test('never where it echoes the password of a create', async () => {
    const body = { message: 'The password hunter2hunter2 is weak' };
    for (const password of ['hunter2hunter2', new Secret('hunter2hunter2')]) {
      const client = clientOver(scriptedHttp({ status: 400, body }));
      const error = await rejection(client.createSubAccount({ name: 'Acme', password }));
      expect(error).toMatchObject({ code: 'invalid-argument' });
      expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
    }
  });

  test('never where it echoes the body that had the password, which JSON may have escaped', async () => {
    const password = String.raw`hunter2"\hunter2`;
    const sent = JSON.stringify({ name: 'Acme', password });
    const client = clientOver(scriptedHttp({ status: 400, body: { message: `Cannot read ${sent}` } }));
    const error = await rejection(client.createSubAccount({ name: 'Acme', password }));
    expect(error).toMatchObject({
      message: expect.stringContaining('(HTTP 400): its words are not repeated, since a secret was sent.') as string,
    });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
  });

  const secret = 'Zx7-kwölqm2Vp9"rt';
  const echoes: readonly [string, (text: string) => string][] = [
    ['as it is', (text) => text],
    ['without its first character', (text) => text.slice(1)],
    ['without its last', (text) => text.slice(0, -1)],
    ['in capitals', (text) => text.toUpperCase()],
    ['in small letters', (text) => text.toLowerCase()],
    ['escaped as JSON', (text) => JSON.stringify(text).slice(1, -1)],
    ['escaped for a URL', (text) => encodeURIComponent(text)],
    ['escaped for HTML', (text) => text.replaceAll('"', '&quot;')],
    ['in base64', (text) => Buffer.from(text).toString('base64')],
    ['in base64 with more before it', (text) => Buffer.from(`x:${text}`).toString('base64')],
    ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
    ['with hyphens between', (text) => Array.from(text).join('-')],
  ];
  const places: readonly [string, (echo: string) => object][] = [
    ['the message', (echo) => ({ message: `Bad: ${echo}` })],
    ['the code', (echo) => ({ error: echo.replaceAll(/\s/gu, '') })],
    ['the code of an object', (echo) => ({ error: { code: echo, message: echo } })],
    ['a field', (echo) => ({ details: [{ loc: ['body', echo], msg: 'odd' }] })],
    ['a rule', (echo) => ({ details: [{ loc: ['body', 'password'], msg: `is ${echo}` }] })],
    ['a named error', (echo) => ({ error: { details: { errors: [{ field: echo, message: echo, value: echo }] } } })],
  ];
  const cases = echoes.flatMap(([how, echo]) => places.map(([where, body]) => [how, where, echo, body] as const));

  test.each(cases)('never the password %s in %s', async (_how, _where, echo, body) => {
    const client = clientOver(scriptedHttp({ status: 422, body: body(echo(secret)) }));
    const error = await rejection(client.createSubAccount({ name: 'Acme', password: secret }));
    expect(error).toMatchObject({ code: 'invalid-argument' });
    const text = inspect(error, { depth: 9 }).toLowerCase();
    const echoed = echo(secret).toLowerCase();
    for (let at = 0; at + 4 <= echoed.length; at += 1) expect(text).not.toContain(echoed.slice(at, at + 4));
  });

  test.each(cases)('never the token of the account %s in %s', async (_how, _where, echo, body) => {
    const token = 'Zx7-kwqLqm2Vp9rt';
    const client = createClient(scriptedHttp({ status: 401, body: body(echo(token)) }), {
      authId: 'MA_XXXXXXXX',
      authToken: new Secret(token),
    });
    const error = await rejection(client.retrieveSubAccount(id));
    expect(error).toMatchObject({ code: 'unauthenticated' });
    expect(inspect(error, { depth: 9 })).not.toContain(echo(token));
  });

  test('a field that was sent is named all the same', async () => {
    const details = [
      { loc: ['body', 'email'], msg: 'Not an email' },
      { loc: ['body', 'hunter2'], msg: 'No' },
    ];
    const client = clientOver(scriptedHttp({ status: 422, body: { error: 'ValidationError', details } }));
    const error = await rejection(client.createSubAccount({ name: 'Acme', email: 'x', password: 'hunter2' }));
    expect((error as SubUserError).detail).toMatchObject({
      fields: [
        { field: 'email', rule: 'is refused by the carrier' },
        { field: 'input', rule: 'is refused by the carrier' },
      ],
    });
  });

  test('never where it echoes what identifies a person', async () => {
    const client = clientOver(scriptedHttp({ status: 400, body: { message: 'PAN ABCDE1234F is unknown' } }));
    const error = await rejection(client.kyc.verifyPan(id, { pan: 'ABCDE1234F' }));
    expect(inspect(error, { depth: 9 })).not.toContain('ABCDE1234F');
  });

  test('in one line of at most 300 characters', async () => {
    const error = await updating({ status: 400, body: { message: `  one\n\ttwo\u0007${'😀'.repeat(500)}` } });
    expect(error).toMatchObject({
      message: expect.stringContaining(`: one two ${'😀'.repeat(292)}…. Correct`) as string,
    });
  });

  test('with at most 20 fields', async () => {
    const details = Array.from({ length: 30 }, (_, place) => ({ loc: ['body', `f${place}`], msg: 'Odd' }));
    const error = await updating({ status: 422, body: { error: 'ValidationError', details } });
    expect((error as SubUserError).detail.fields).toHaveLength(20);
  });
});

describe('a 404 says what was not found', () => {
  const noAccount = 'MA_XXXXXXXX is not a main account of these credentials';

  test('by a list or a create: the main account', async () => {
    const client = clientOver(scriptedHttp({ status: 404 }, { status: 404 }));
    for (const call of [() => client.listSubAccounts(), () => client.createSubAccount({ name: 'Acme' })])
      expect(await rejection(call())).toMatchObject({
        code: 'not-found',
        message: expect.stringContaining(noAccount) as string,
      });
  });

  test('by a delete, though the body is empty: the sub-account', async () => {
    const client = clientOver(scriptedHttp({ status: 404 }));
    expect(await rejection(client.deleteSubAccount(id))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('vobiz delete of “SA_XXXXXXXX”') as string,
      detail: { carrier: 'vobiz', operation: 'delete', carrierOperation: 'deleteSubAccount', httpStatus: 404 },
    });
  });
});

describe('a 2xx that does not fit', () => {
  test.each([
    ['', 'body', 'must be JSON, is empty'],
    [' <!DOCTYPE html><html></html>', 'body', 'must be JSON, is HTML'],
    ['{"auth_id":"SA_XX', 'body', 'must be JSON'],
    ['[]', 'body', 'must be an object'],
    [{ name: 'A' }, 'auth_id', 'is missing'],
    [{ auth_id: 17, name: 'A' }, 'auth_id', 'must be a text'],
    [{ auth_id: 'SA_OTHER', name: 'A' }, 'auth_id', 'must be the one asked for'],
  ])('%j', async (body, field, rule) => {
    for (const ending of [reading, updating]) {
      expect(await ending({ body })).toMatchObject({
        code: 'unexpected-response',
        detail: { httpStatus: 200, fields: [{ field, rule }] },
      });
    }
  });

  test('names the first misfit of a list by its path', async () => {
    const body = { sub_accounts: [{ auth_id: 'SA_1', name: 'A' }, { name: 'B' }, {}], total: 3 };
    const error = await rejection(clientOver(scriptedHttp({ body })).listSubAccounts());
    expect(error).toMatchObject({
      code: 'unexpected-response',
      message: expect.stringContaining('sub_accounts.1.auth_id') as string,
    });
  });

  test.each([
    [200, ''],
    [200, '<html></html>'],
    [200, '{}'],
    [202, ''],
    [200, '{"status":"error","message":"Not now"}'],
    [200, '{"error":true,"message":"Not now"}'],
    [200, '{"error":["Not now"],"message":"Not now"}'],
  ])('is no deleted sub-account: %i %s', async (status, body) => {
    const error = await rejection(clientOver(scriptedHttp({ status, body })).deleteSubAccount(id));
    expect(error).toMatchObject({ code: 'unexpected-response' });
  });

  test.each([null, false, '', [], {}])('a delete is done where `error` is %j', async (error) => {
    const client = clientOver(scriptedHttp({ body: { error, message: 'Sub-account deleted' } }));
    await expect(client.deleteSubAccount(id)).resolves.toBeUndefined();
  });

  test('counts by the status that its own body names', async () => {
    const body = { error: 'HTTPError', message: 'Not yours', status_code: 403 };
    expect(await updating({ body })).toMatchObject({
      code: 'permission-denied',
      detail: { httpStatus: 200, carrierCode: 'HTTPError' },
      message: expect.stringContaining('Not yours') as string,
    });
  });

  test('or by a number in `status`', async () => {
    expect(await updating({ body: { status: 409, message: 'Busy' } })).toMatchObject({
      code: 'failed-precondition',
      message: expect.stringContaining('refused (HTTP 409): Busy') as string,
    });
  });

  test.each([
    { error: 'did_cool_off_in_effect' },
    { error: 'HTTPError', status_code: 200 },
    { error: { code: 'X' } },
    { status: 'error', error: { code: 'X', message: 'Y' } },
  ])('never resolves where it says error: %j', async (body) => {
    const ok = { auth_id: id, name: 'Acme', message: 'fine' };
    for (const call of [updating, reading])
      expect(await call({ body: { ...ok, ...body } })).toMatchObject({ code: 'unexpected-response' });
  });
});
