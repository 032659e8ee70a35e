import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { VoximplantCredentials } from './state/issue-key.ts';
import { startVoximplantEmulator, type VoximplantEmulator } from './start-voximplant-emulator.ts';

const noon = Date.UTC(2026, 5, 1, 12);
let now = noon;
let emulator: VoximplantEmulator;

beforeAll(async () => {
  emulator = await startVoximplantEmulator({ now: () => now });
});
afterAll(() => emulator.close());
beforeEach(() => {
  now = noon;
  emulator.control.reset();
});

/** As official clients make it: the time of the client's own clock, and a minute. */
function bearer(credentials: VoximplantCredentials = emulator.credentials, claims: object = {}): Promise<string> {
  const iat = noon / 1000;
  return new SignJWT({ iss: credentials.account_id as never, iat, exp: iat + 64, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: credentials.key_id })
    .sign(createPrivateKey(credentials.private_key))
    .then((token) => `Bearer ${token}`);
}

async function send(path: string, init: RequestInit = {}, authorization?: string): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', authorization ?? (await bearer()));
  return fetch(`${emulator.origin}${path}`, { ...init, headers });
}

async function call(method: string, parameters: Record<string, string> = {}, authorization?: string): Promise<unknown> {
  const query = new URLSearchParams(parameters).toString();
  const reply = await send(`/platform_api/${method}?${query}`, { method: 'POST' }, authorization);
  return reply.json();
}

const aliceParameters = { new_subuser_name: 'Alice', new_subuser_password: 'Tr0ub4dor&3', description: 'a&b=c; ü' };
const failed = (code: number) => expect.objectContaining({ error: expect.objectContaining({ code }) });

const urlencoded = (parameters: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(parameters),
});
const multipart = (parameters: readonly (readonly [string, string])[]) => {
  const form = new FormData();
  for (const [name, value] of parameters) form.append(name, value);
  return { method: 'POST', body: form };
};
const chunked = (parameters: readonly (readonly [string, string])[]) => {
  const { body, headers } = new Response(multipart(parameters).body);
  return { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
};

describe('every form of a call does the same', () => {
  const names = Object.entries(aliceParameters);
  const query = new URLSearchParams(aliceParameters).toString();
  const cmd = ['cmd', 'AddSubUser'] as const;

  test.each([
    ['the reference: a query, no body', `/platform_api/AddSubUser?${query}`, { method: 'POST' }],
    [
      'the reference: a query, an empty object',
      `/platform_api/AddSubUser?${query}`,
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
    ],
    ['curl’s default type on an empty object', `/platform_api/AddSubUser?${query}`, urlencoded({ '{}': '' })],
    ['an urlencoded body', '/platform_api/AddSubUser', urlencoded(aliceParameters)],
    ['Python: urlencoded, cmd last', '/platform_api', urlencoded({ ...aliceParameters, cmd: 'AddSubUser' })],
    ['urlencoded, cmd first', '/platform_api', urlencoded({ cmd: 'AddSubUser', ...aliceParameters })],
    ['Go, PHP, Java: multipart', '/platform_api/AddSubUser', multipart(names)],
    ['multipart, cmd first', '/platform_api', multipart([cmd, ...names])],
    ['multipart, cmd last', '/platform_api', multipart([...names, cmd])],
    ['Node: chunked multipart, cmd first', '/platform_api', chunked([cmd, ...names])],
    ['chunked multipart', '/platform_api/AddSubUser', chunked(names)],
    ['cmd in the query', `/platform_api?cmd=AddSubUser&${query}`, { method: 'POST' }],
    ['a slash at the end', `/platform_api/AddSubUser/?${query}`, { method: 'POST' }],
    ['GET', `/platform_api/AddSubUser?${query}`, {}],
    ['GET with a slash at the end', `/platform_api/AddSubUser/?${query}`, {}],
    ['GET with cmd', `/platform_api/?cmd=AddSubUser&${query}`, {}],
  ] as [string, string, RequestInit][])('%s', async (_, path, init) => {
    const reply = await send(path, init);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await reply.json()).toEqual({ result: { subuser_id: 109 } });
    expect(emulator.control.authenticates('alice', aliceParameters.new_subuser_password)).toBe(true);
    expect(await call('GetSubUsers')).toEqual({
      result: [{ subuser_id: 109, subuser_name: 'alice', description: aliceParameters.description }],
    });
  });

  test('query and body are merged, and the body wins', async () => {
    const path = '/platform_api/AddSubUser?new_subuser_name=query&description=query';
    await send(path, urlencoded({ new_subuser_password: 'Tr0ub4dor&3', new_subuser_name: 'body_wins' }));
    expect(await call('GetSubUsers')).toMatchObject({
      result: [{ subuser_name: 'body_wins', description: 'query' }],
    });
  });
});

describe('a command', () => {
  test.each([
    ['addsubuser', 103],
    ['Nonsense', 103],
    ['constructor', 103],
    ['', 102],
  ])('%j is refused with %i, whoever asks', async (command, code) => {
    const reply = await send(`/platform_api/${command}`, { method: 'POST' }, 'none');
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual(failed(code));
  });

  test('that cannot be read is refused with 101', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const reply = await send('/platform_api/GetRoles', { method: 'POST', body: 'no parts', headers });
    expect(await reply.json()).toEqual(failed(101));
  });

  test.each([
    '/',
    '/platform_api2/GetRoles',
    '/Platform_api/GetRoles',
    '/v1/platform_api/GetRoles',
    '/platform_api/a/b',
  ])('is not looked for under %s', async (path) => {
    const reply = await send(path, { method: 'POST' });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  test('is not looked for in other HTTP methods', async () => {
    const reply = await send('/platform_api/GetRoles', { method: 'PUT' });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});

describe('authorization', () => {
  test('is by a token of the key in the credentials', async () => {
    expect(Object.keys(emulator.credentials)).toEqual(['account_email', 'account_id', 'key_id', 'private_key']);
    expect(emulator.credentials.account_id).toBeTypeOf('number');
    expect(await call('GetSubUsers')).toEqual({ result: [] });
    expect(await call('GetSubUsers', {}, 'Bearer')).toEqual({ error: { code: 100, msg: 'Authorization failed.' } });
    expect(await call('GetSubUsers', {}, 'Bearer a.b.c')).toEqual(failed(447));
  });

  test('follows the clock, which the reply shows', async () => {
    const token = await bearer();
    now = noon + 64_000;
    const reply = await send('/platform_api/GetRoles', {}, token);
    expect(reply.headers.get('date')).toBe('Mon, 01 Jun 2026 12:01:04 GMT');
    expect(await reply.json()).toEqual(failed(456));
  });

  test('follows a clock that goes wrong', async () => {
    emulator.control.clockSkewMs = -90_000;
    const reply = await send('/platform_api/GetRoles');
    expect(reply.headers.get('date')).toBe('Mon, 01 Jun 2026 11:58:30 GMT');
    expect(await reply.json()).toEqual(failed(455));
    emulator.control.clockSkewMs = 90_000;
    expect(await call('GetRoles')).toEqual(failed(456));
    const iat = noon / 1000;
    expect(await call('GetRoles', {}, await bearer(emulator.credentials, { exp: iat + 3601 }))).toEqual(failed(454));
  });

  test('judges a token by its arrival, even where the change is made late', async () => {
    emulator.control.failNext({ fault: 'apply-late', delayMs: 20 });
    const given = new AbortController();
    const lost = send(`/platform_api/AddSubUser?${new URLSearchParams(aliceParameters)}`, { signal: given.signal });
    lost.catch(() => undefined);
    await expect.poll(() => emulator.control.requests.length).toBe(1);
    now = noon + 3_600_000;
    await emulator.control.settled();
    given.abort();
    expect(emulator.control.authenticates('alice', aliceParameters.new_subuser_password)).toBe(true);
  });

  test('of Owner is needed for sub-users, and of nothing for the rest', async () => {
    const { result } = (await call('CreateKey', { role_name: 'Admin' })) as { result: VoximplantCredentials };
    const admin = await bearer(result);
    await call('AddSubUser', aliceParameters);
    const id = { subuser_id: '109' };
    const forOwners = ['AddSubUser', 'GetSubUsers', 'DelSubUser', 'SetSubUserRoles', 'GetSubUserRoles'];
    for (const method of [...forOwners, 'RemoveSubUserRoles']) {
      expect({ [method]: await call(method, { ...id, role_id: '3' }, admin) }).toEqual({ [method]: failed(100) });
    }
    expect(await call('SetSubUserInfo', { ...id, description: 'x' }, admin)).toEqual({ result: 1 });
    expect(await call('GetRoleGroups', {}, admin)).toMatchObject({ result: [{}, {}, {}] });
    await call('SetKeyRoles', { key_id: result.key_id, role_name: 'Owner' });
    expect(await call('GetSubUsers', {}, admin)).toMatchObject({ result: [{ subuser_id: 109, description: 'x' }] });
  });

  test('ends with the key', async () => {
    const { result } = (await call('CreateKey', { role_id: '1' })) as { result: VoximplantCredentials };
    const token = await bearer(result);
    expect(await call('DeleteKey', { key_id: result.key_id }, token)).toEqual({ result: 1 });
    expect(await call('GetRoles', {}, token)).toEqual(failed(100));
    expect(await call('GetKeys')).toMatchObject({ result: [{ key_id: emulator.credentials.key_id }] });
  });
});

describe('the control', () => {
  test.each([
    ['error', 200, { error: { code: 434, msg: 'Invalid subuser id.' } }],
    ['errors', 200, { errors: [{ code: 434, msg: 'Invalid subuser id.', field_name: 'subuser_id' }] }],
    ['field-name', 200, { error: { code: 434, msg: 'Invalid subuser id.', field_name: 'subuser_id' } }],
    ['http-status', 404, { error: { code: 434, msg: 'Invalid subuser id.' } }],
  ] as const)('sets the shape of errors: %s', async (shape, status, body) => {
    emulator.control.errorShape = shape;
    const reply = await send('/platform_api/DelSubUser?subuser_id=7');
    expect([reply.status, await reply.json()]).toEqual([status, body]);
  });

  test('sets what the documents leave open', async () => {
    Object.assign(emulator.control, { totalCount: true, subUserLimit: 1, keyLimit: 2, createdKeyShape: 'array' });
    await call('AddSubUser', aliceParameters);
    expect(await call('GetSubUsers')).toMatchObject({ total_count: 1, count: 1 });
    expect(await call('AddSubUser', { ...aliceParameters, new_subuser_name: 'bruno' })).toEqual(failed(438));
    expect(await call('CreateKey')).toMatchObject({ result: [{ account_email: 'owner@example.com' }] });
    expect(await call('CreateKey')).toEqual(failed(437));
  });

  test.each([1, 2, 4, 162, 340, 416, 484, 515])('plays code %i without a change', async (code) => {
    emulator.control.failNext({ operation: 'create', fault: 'error-200', code });
    expect(await call('GetSubUsers')).toEqual({ result: [] });
    expect(await call('AddSubUser', aliceParameters)).toEqual({
      error: { code, msg: expect.stringMatching(/^(?!Error)[A-Z]/) },
    });
    expect(await call('GetSubUsers')).toEqual({ result: [] });
  });

  test.each([
    [{ fault: 'status', status: 429, retryAfter: 3 }, 429, { error: { code: 340 } }],
    [{ fault: 'status', status: 403 }, 403, { error: { code: 100 } }],
    [{ fault: 'status' }, 503, { error: { code: 2 } }],
    [{ fault: 'error-200', code: 4, shape: 2 }, 200, { errors: [{ code: 4 }] }],
    [{ fault: 'error-200', code: 584, shape: 3 }, 200, { error: { code: 584 } }],
  ] as const)('plays %j', async (rule, status, body) => {
    emulator.control.failNext(rule);
    const reply = await send('/platform_api/GetSubUsers');
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject(body);
  });

  test('spoils what nothing hangs on', async () => {
    await call('AddSubUser', aliceParameters);
    emulator.control.failNext({ fault: 'odd-field' });
    expect(await call('GetSubUsers')).toMatchObject({
      result: [{ subuser_id: 109, subuser_name: 'alice', description: 17 }],
      total_count: 'many',
    });
  });

  test('logs names and never values', async () => {
    await call('AddSubUser', aliceParameters);
    await send('/platform_api', { method: 'POST', body: new URLSearchParams({ subuser_id: '7', cmd: 'DelSubUser' }) });
    await call('Tr0ub4dor&3');
    await send(
      '/platform_api/Tr0ub4dor-3',
      urlencoded({ 'Tr0ub4dor&3': '1', '{"new_subuser_password":"Tr0ub4dor"}': '' }),
    );
    expect(emulator.control.requests).toMatchObject([
      {
        operation: 'create',
        carrierOperation: 'AddSubUser',
        parameters: ['new_subuser_name', 'new_subuser_password', 'description'],
        applied: true,
        status: 200,
      },
      { operation: 'delete', parameters: ['subuser_id', 'cmd'], applied: false, status: 200 },
      { operation: 'unknown', path: '/platform_api/(unreadable)', applied: false },
      { operation: 'unknown', path: '/platform_api/(unreadable)', parameters: ['(unreadable)', '(unreadable)'] },
    ]);
    const log = JSON.stringify(emulator.control.requests);
    for (const secret of ['Tr0ub4dor', aliceParameters.description, 'Bearer', emulator.credentials.key_id]) {
      expect(log).not.toContain(secret);
    }
  });

  test('makes keys for sub-users, which prevent removing their roles', async () => {
    await call('AddSubUser', { ...aliceParameters, role_name: 'Admin;Support' });
    const credentials = await emulator.control.createSubUserKey(109, [2]);
    expect(await call('GetKeys', { key_id: credentials.key_id }, await bearer(credentials))).toMatchObject({
      result: [{ subuser: [{ subuser_id: 109, subuser_name: 'alice' }] }],
    });
    expect(await call('RemoveSubUserRoles', { subuser_id: '109', role_id: '2' })).toEqual(failed(439));
    expect(await call('RemoveSubUserRoles', { subuser_id: '109', role_id: '2', force: 'true' })).toEqual({ result: 1 });
    expect(await call('GetKeyRoles', { key_id: credentials.key_id })).toEqual({ result: [] });
    expect(await call('DelSubUser', { subuser_id: '109' })).toEqual({ result: 1 });
    expect(await call('GetKeys', { key_id: credentials.key_id })).toEqual(failed(433));
    await expect(emulator.control.createSubUserKey(109)).rejects.toMatchObject({ code: 434 });
  });

  test('makes no key that a sub-user could not have', async () => {
    await call('AddSubUser', { ...aliceParameters, role_name: 'Support' });
    for (const roleId of [2, 3]) {
      await expect(emulator.control.createSubUserKey(109, [roleId])).rejects.toMatchObject({ code: 435 });
    }
  });

  test('seeds, and forgets everything but the credentials', async () => {
    expect(emulator.control.seed(3)).toEqual(['109', '110', '111']);
    await call('CreateKey');
    Object.assign(emulator.control, { clockSkewMs: 5, errorShape: 'errors', totalCount: true, keyLimit: 1 });
    emulator.control.reset();
    expect(await call('GetSubUsers')).toEqual({ result: [] });
    expect(await call('GetKeys')).toMatchObject({ result: [{ key_id: emulator.credentials.key_id }] });
    expect(emulator.control).toMatchObject({
      clockSkewMs: 0,
      errorShape: 'error',
      totalCount: false,
      keyLimit: Number.POSITIVE_INFINITY,
    });
    expect(emulator.control.seed(1)).toEqual(['109']);
  });
});

test('an emulator has its own key, its own clock and a port of its choice', async () => {
  const other = await startVoximplantEmulator({ latencyMs: 1 });
  try {
    expect(other.credentials.private_key).not.toBe(emulator.credentials.private_key);
    const iat = Math.floor(Date.now() / 1000);
    const token = await bearer(other.credentials, { iat, exp: iat + 64 });
    const reply = await fetch(`${other.origin}/platform_api/GetSubUsers`, { headers: { authorization: token } });
    expect(await reply.json()).toEqual({ result: [] });
    expect(await call('GetRoles', {}, token)).toEqual(failed(100));
    const { port } = new URL(other.origin);
    await expect(startVoximplantEmulator({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  } finally {
    await other.close();
  }
});

describe('who else may call', () => {
  const asked = async (parameters: Record<string, string>): Promise<unknown> => {
    const query = new URLSearchParams(parameters).toString();
    return (await fetch(`${emulator.origin}/platform_api/GetSubUsers?${query}`)).json();
  };

  test('the account’s key for a child account, whose id is in `iss`', async () => {
    const { childAccount } = emulator.control;
    const asChild = await bearer(emulator.credentials, { iss: childAccount.accountId });
    await call('AddSubUser', aliceParameters, asChild);
    expect(await call('GetSubUsers', {}, asChild)).toMatchObject({ result: [{ subuser_name: 'alice' }] });
    expect(await call('GetSubUsers')).toEqual({ result: [] });
    const made = (await call('CreateKey', { role_id: '1' }, asChild)) as { result: VoximplantCredentials };
    expect(made.result.account_id).toBe(childAccount.accountId);
    emulator.control.reset();
    expect(await call('GetSubUsers', {}, asChild)).toEqual({ result: [] });
  });

  test('whoever sends account_id and api_key, for that account', async () => {
    const { apiKey, childAccount } = emulator.control;
    const { account_id: id } = emulator.credentials;
    await call('AddSubUser', aliceParameters);
    expect(await asked({ account_id: String(id), api_key: apiKey })).toMatchObject({ result: [{}] });
    const child = String(childAccount.accountId);
    expect(await asked({ account_id: child, api_key: childAccount.apiKey })).toEqual({ result: [] });
    for (const wrong of [
      { account_id: child, api_key: apiKey },
      { account_id: '3', api_key: apiKey },
      { api_key: apiKey },
    ]) {
      expect(await asked(wrong)).toEqual(failed(100));
    }
  });
});

test('roles may be repeated', async () => {
  const [id] = emulator.control.seed(1);
  await send(`/platform_api/SetSubUserRoles?subuser_id=${id}&role_id=1&role_id=2`);
  expect(await call('GetSubUserRoles', { subuser_id: id ?? '' })).toMatchObject({
    result: expect.arrayContaining([
      expect.objectContaining({ role_id: 1 }),
      expect.objectContaining({ role_id: 2 }),
    ]) as unknown,
  });
});

test.each(['GetAccountInfo', 'GetChildrenAccounts', 'GetUsers', 'AddAccount'])(
  '%s exists, so the reply says that it is not emulated',
  async (method) => {
    expect(await call(method)).toEqual({ error: { code: 104, msg: expect.stringContaining(method) as string } });
    expect(emulator.control.requests).toMatchObject([{ operation: 'unknown', applied: false }]);
  },
);

test('a key’s id may be 32 hex digits, and its tokens are accepted', async () => {
  emulator.control.keyIds = 'hex';
  const { result } = (await call('CreateKey', { role_id: '1' })) as { result: VoximplantCredentials };
  expect(result.key_id).toMatch(/^[\da-f]{32}$/u);
  expect(await call('GetSubUsers', {}, await bearer(result))).toEqual({ result: [] });
});

test('a password is weak only if a switch says so', async () => {
  const weak = { ...aliceParameters, new_subuser_password: 'Password1!' };
  emulator.control.weakPasswords = 'refused';
  expect(await call('AddSubUser', weak)).toEqual(failed(523));
  emulator.control.reset();
  expect(await call('AddSubUser', weak)).toMatchObject({ result: {} });
});
