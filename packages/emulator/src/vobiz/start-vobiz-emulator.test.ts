import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startVobizEmulator } from './start-vobiz-emulator.ts';

const clock = { now: Date.UTC(2026, 2, 25, 8, 33, 24, 700) };
const { origin, credentials, control, close } = await startVobizEmulator({ now: () => clock.now });
const { authId: parent, authToken } = credentials;
const base = `/api/v1/accounts/${parent}/sub-accounts/`;
const auth = { 'X-Auth-ID': parent, 'X-Auth-Token': authToken };
const json = { 'Content-Type': 'application/json' };

beforeEach(() => control.reset());
afterAll(close);

interface WireSubAccount {
  id: string;
  auth_id: string;
  auth_token: string;
  name: string;
  enabled: boolean;
  created_at: string;
  is_active: boolean;
}

/** Whatever a body may hold; a test that reads what is not there fails. */
interface WireBody extends WireSubAccount {
  sub_account: WireSubAccount;
  sub_accounts: WireSubAccount[];
  auth_credentials: { auth_id: string; auth_token: string };
  tokens: Record<string, unknown>;
  total: number;
  page: number;
  size: number;
  kyc_calls_blocked: boolean;
  error: string;
  status_code: number;
  details: { loc: string[] }[];
}

interface Answer {
  status: number;
  body: WireBody;
}

async function send(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  const answer = await fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}
const get = (path: string): Promise<Answer> => send('GET', path, auth);
const post = (body: unknown): Promise<Answer> => send('POST', base, { ...auth, ...json }, JSON.stringify(body));
const put = (id: string, body: unknown): Promise<Answer> =>
  send('PUT', `${base}${id}`, { ...auth, ...json }, JSON.stringify(body));
const remove = (id: string): Promise<Answer> => send('DELETE', `${base}${id}`, auth);

async function created(body: Record<string, unknown> = { name: 'Support Team' }): Promise<WireSubAccount> {
  return (await post(body)).body.sub_account;
}

/** Which fields a 422 names. */
function broken({ status, body }: Answer): unknown[] {
  expect([status, body.error, body.status_code]).toEqual([422, 'ValidationError', 422]);
  return body.details.map(({ loc }) => loc.at(-1));
}

describe('create', () => {
  const everything = {
    name: 'Support Team',
    email: 'support@example.com',
    phone: '+1234567890',
    description: 'Support-facing voice workload',
    rate_limit: 500,
    permissions: { calls: true, cdr: true },
    password: 'a console password',
    enabled: true,
    kyc_mode: 'customer_use',
    business_type: 'llp',
  };

  test('answers the whole object of seed 000, the token in clear in both places', async () => {
    const { status, body } = await post({ ...everything, never_heard_of: 1 });
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(['message', 'sub_account', 'auth_credentials', 'tokens']);
    const { auth_id: id, auth_token: token } = body.auth_credentials;
    expect(id).toMatch(/^SA_[A-Z\d]{8}$/u);
    expect(body.sub_account).toEqual({
      name: 'Support Team',
      email: 'support@example.com',
      phone: '+1234567890',
      description: 'Support-facing voice workload',
      permissions: { calls: true, cdr: true },
      rate_limit: 500,
      id: '500001',
      parent_account_id: '510762',
      parent_auth_id: parent,
      auth_id: id,
      auth_token: token,
      api_id: expect.stringMatching(/^[\da-f-]{36}$/u),
      email_verified: false,
      enabled: true,
      is_active: true,
      created: '2026-03-25T08:33:24.700000Z',
      modified: '2026-03-25T08:33:24.700000Z',
      created_at: '2026-03-25T08:33:24.700000Z',
      updated_at: '2026-03-25T08:33:24.700000Z',
      account: `/v1/Account/${parent}/`,
      resource_uri: `/v1/Account/${parent}/Subaccount/${id}/`,
      last_used: null,
      kyc_mode: 'customer_use',
      business_type: 'llp',
      kyc_calls_blocked: true,
    });
    expect(body.tokens).toEqual({
      access_token: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/u),
      refresh_token: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/u),
      token_type: 'bearer',
      expires_in: 1800,
    });
    expect(control.authenticates(id, token)).toBe(true);
    expect(control.authenticates(id, authToken)).toBe(false);
    expect(control.authenticates('SA_NOBODY', token)).toBe(false);
    expect(control.authenticates(parent, authToken)).toBe(true);
    expect((await get(`${base}${id}`)).body.auth_token).toBe('<redacted>');
  });

  test('the name alone takes the documented defaults', async () => {
    expect(await created({ name: 'Customer Co' })).toMatchObject({
      email: null,
      phone: null,
      description: null,
      permissions: null,
      rate_limit: 1000,
      enabled: true,
    });
    control.kycKeys = 'always';
    expect(await created({ name: 'Customer Co' })).toMatchObject({
      kyc_mode: 'personal_use',
      business_type: null,
      kyc_calls_blocked: false,
    });
  });

  test('null is as if the field had not been sent, except for the name', async () => {
    const optional = ['email', 'phone', 'description', 'rate_limit', 'permissions', 'password', 'enabled'];
    const nulls = Object.fromEntries([...optional, 'kyc_mode', 'business_type'].map((key) => [key, null]));
    const sent = await created({ name: 'Customer Co', ...nulls });
    const { auth_id: id } = sent;
    expect(sent).toMatchObject({ email: null, permissions: null, rate_limit: 1000, enabled: true });
    const filled = { email: 'a@b.example', permissions: { calls: true }, enabled: false, kyc_mode: 'customer_use' };
    const before = (await put(id, { ...filled, rate_limit: 5 })).body;
    const after = (await put(id, { name: null, ...nulls })).body;
    expect(before).toMatchObject({ ...filled, rate_limit: 5 });
    expect(after).toEqual({ ...before, modified: expect.any(String), updated_at: expect.any(String) });
    expect((await post({ name: 'x', email: null, kyc_mode: 'customer_use' })).status).toBe(400);
  });

  test('names are not unique: two of one name are two', async () => {
    const [first, second] = [await created(), await created()];
    expect(first.auth_id).not.toBe(second.auth_id);
    expect([first.id, second.id]).toEqual(['500001', '500002']);
  });

  test.each([
    [{}, ['name']],
    [{ name: '' }, ['name']],
    [{ name: '  ' }, ['name']],
    [{ name: null }, ['name']],
    [{ name: 7 }, ['name']],
    [{ name: 'x', email: 'not an address' }, ['email']],
    [
      { name: 'x', email: 7, phone: 7, description: [], rate_limit: 1.5 },
      ['email', 'phone', 'description', 'rate_limit'],
    ],
    [{ name: 'x', rate_limit: -1, enabled: 'yes', password: 8 }, ['password', 'rate_limit', 'enabled']],
    [{ name: 'x', rate_limit: '500' }, ['rate_limit']],
    [{ name: 'x', permissions: { calls: 'true' } }, ['permissions']],
    [{ name: 'x', permissions: ['calls'] }, ['permissions']],
    [{ name: 'x', kyc_mode: 'team_use', business_type: 'shop' }, ['kyc_mode', 'business_type']],
  ])('refuses %j by name and creates nothing', async (body, fields) => {
    expect(broken(await post(body))).toEqual(fields);
    expect((await get(base)).body.total).toBe(0);
    expect(control.requests[0]?.applied).toBe(false);
  });

  test('customer_use without an email is 400', async () => {
    const { status, body } = await post({ name: 'x', kyc_mode: 'customer_use' });
    expect([status, body]).toEqual([
      400,
      { error: 'HTTPError', message: 'email is required when kyc_mode is customer_use', status_code: 400 },
    ]);
  });

  test('wants the JSON content type, valid JSON and an object', async () => {
    expect((await send('POST', base, { ...auth, 'Content-Type': 'text/plain' }, '{"name":"x"}')).status).toBe(400);
    for (const text of ['{"name":', undefined]) {
      expect((await send('POST', base, { ...auth, ...json }, text)).body).toMatchObject({
        status_code: 422,
        details: [{ type: 'json_invalid' }],
      });
    }
    expect((await send('POST', base, auth)).status).toBe(400);
    expect(broken(await send('POST', base, { ...auth, ...json }, '[1]'))).toEqual(['body']);
    const charset = { 'Content-Type': 'Application/JSON; charset=utf-8' };
    expect((await send('POST', base, { ...auth, ...charset }, '{"name":"x"}')).status).toBe(201);
  });
});

describe('list', () => {
  test('newest first, page 1 of 25 by default, total over all', async () => {
    const ids = control.seed(30);
    const { status, body } = await get(base);
    expect([status, body.total, body.page, body.size]).toEqual([200, 30, 1, 25]);
    expect(body.sub_accounts.map((item) => item.auth_id)).toEqual(ids.toReversed().slice(0, 25));
    expect(body.sub_accounts.every((item) => item.auth_token === '<redacted>')).toBe(true);
    const dates = body.sub_accounts.map((item) => item.created_at);
    expect(dates).toEqual(dates.toSorted().toReversed());
    const second = await get(`${base}?page=2&size=25`);
    expect(second.body.sub_accounts.map((item) => item.auth_id)).toEqual(ids.toReversed().slice(25));
    expect((await get(`${base}?page=3`)).body).toEqual({ sub_accounts: [], total: 30, page: 3, size: 25 });
  });

  test('active_only leaves out the disabled ones and counts what is left', async () => {
    control.seed(30);
    const all = (await get(`${base}?size=100&active_only=false`)).body.sub_accounts;
    const enabled = all.filter((item) => item.enabled).map((item) => item.auth_id);
    expect(enabled.length).toBe(27);
    const { body } = await get(`${base}?size=100&active_only=True`);
    expect(body.total).toBe(27);
    expect(body.sub_accounts.map((item) => item.auth_id)).toEqual(enabled);
  });

  test('a size above 100 is cut to 100', async () => {
    control.seed(101);
    const { body } = await get(`${base}?size=1000`);
    expect([body.sub_accounts.length, body.size, body.total]).toEqual([100, 100, 101]);
  });

  test.each(['page=0', 'page=x', 'size=0', 'size=-1', 'size=1.5', 'active_only=maybe'])('%s is 422', async (query) => {
    expect(broken(await get(`${base}?${query}`))).toEqual([query.split('=')[0]]);
  });

  test('50,000 seeded ones are there at once, the same on every run', async () => {
    const ids = control.seed(50_000);
    expect(new Set(ids).size).toBe(50_000);
    const { body } = await get(`${base}?page=500&size=100`);
    expect([body.total, body.sub_accounts.at(-1)?.auth_id]).toEqual([50_000, ids[0]]);
    control.reset();
    expect(control.seed(50_000)).toEqual(ids);
  });
});

describe('retrieve, update, delete', () => {
  test('update sets what is sent, keeps the rest, replaces permissions and moves updated_at', async () => {
    control.kycKeys = 'always';
    const before = await created({ name: 'Old', email: 'old@example.com', permissions: { calls: true, cdr: true } });
    const id = before.auth_id;
    const { status, body } = await put(id, {
      description: 'Updated permissions',
      rate_limit: 750,
      permissions: { cdr: false },
      enabled: false,
      business_type: 'trust',
      password: 'ignored',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...before,
      auth_token: '<redacted>',
      description: 'Updated permissions',
      rate_limit: 750,
      permissions: { cdr: false },
      enabled: false,
      is_active: true,
      business_type: 'trust',
      modified: '2026-03-25T08:33:24.700001Z',
      updated_at: '2026-03-25T08:33:24.700001Z',
    });
    expect((await get(`${base}${id}`)).body).toEqual(body);
    expect((await get(`${base}?active_only=true`)).body.total).toBe(0);
    expect((await put(id, { enabled: true, name: 'New' })).body).toMatchObject({ enabled: true, name: 'New' });
    expect((await get(`${base}?active_only=true`)).body.total).toBe(1);
    expect((await put(id, {})).status).toBe(200);
  });

  test('update refuses empty names and wrong types, and changes nothing', async () => {
    const { auth_id: id } = await created();
    const wrong = { name: 1, email: '', phone: 1, description: 1, permissions: 1, rate_limit: '1' };
    expect(broken(await put(id, wrong))).toEqual([
      'name',
      'email',
      'phone',
      'description',
      'rate_limit',
      'permissions',
    ]);
    expect(broken(await put(id, { name: ' ', kyc_mode: 'x' }))).toEqual(['name', 'kyc_mode']);
    expect((await send('PUT', `${base}${id}`, auth, '{}')).status).toBe(400);
    expect((await get(`${base}${id}`)).body).toMatchObject({ name: 'Support Team', rate_limit: 1000 });
  });

  test('promoting needs an email, set before or in the same request; demoting unblocks', async () => {
    const { auth_id: id } = await created();
    expect((await put(id, { kyc_mode: 'customer_use' })).status).toBe(400);
    expect((await put(id, { kyc_mode: 'customer_use', email: 'a@b.example' })).body).toMatchObject({
      kyc_mode: 'customer_use',
      kyc_calls_blocked: true,
    });
    expect((await put(id, { kyc_mode: 'personal_use' })).body.kyc_calls_blocked).toBeUndefined();
    expect((await put(id, { kyc_mode: 'customer_use' })).body.kyc_calls_blocked).toBe(true);
  });

  test('delete answers a message, once; the credentials die with it', async () => {
    const { auth_id: id, auth_token: token } = await created();
    expect(await remove(id)).toEqual({ status: 200, body: { message: 'Sub-account deleted successfully' } });
    expect(control.authenticates(id, token)).toBe(false);
    expect((await remove(id)).status).toBe(404);
    expect((await get(`${base}${id}`)).status).toBe(404);
    expect((await put(id, { name: 'x' })).status).toBe(404);
    expect((await get(base)).body.total).toBe(0);
    expect((await get(`${base}?active_only=true`)).body.total).toBe(0);
  });
});

describe('who may ask, and for what', () => {
  test.each<[string, Record<string, string>]>([
    ['none', {}],
    ['no token', { 'X-Auth-ID': parent }],
    ['a wrong token', { ...auth, 'X-Auth-Token': 'wrong' }],
    ['an unknown login', { ...auth, 'X-Auth-ID': 'MA_UNKNOWN1' }],
    ['the bearer alone', { Authorization: `Bearer ${authToken}` }],
  ])('credentials: %s is 401', async (_, headers) => {
    expect(await send('GET', base, headers)).toEqual({
      status: 401,
      body: { error: 'HTTPError', message: 'Invalid authentication credentials', status_code: 401 },
    });
  });

  test('a sub-account’s own pair may not administer', async () => {
    const { auth_id: id, auth_token: token } = await created();
    expect((await send('GET', base, { 'X-Auth-ID': id, 'X-Auth-Token': token })).status).toBe(403);
  });

  test('another main account is 404, its sub-account 403, an unknown one 404', async () => {
    const { authId, subAccountId } = control.otherParent;
    expect((await get(`/api/v1/accounts/${authId}/sub-accounts/`)).status).toBe(404);
    expect(await get(`${base}${subAccountId}`)).toMatchObject({ status: 403, body: { error: 'FORBIDDEN' } });
    expect((await remove(subAccountId)).status).toBe(403);
    expect(await get(`${base}SA_UNKNOWN1`)).toEqual({
      status: 404,
      body: { api_id: expect.any(String), error: 'NOT_FOUND', message: 'Sub-account not found' },
    });
    expect((await remove('undefined')).status).toBe(404);
    const { id } = await created();
    expect((await get(`${base}${id}`)).status).toBe(404);
  });

  test.each([
    ['POST', `/api/v1/accounts/${parent}/sub-accounts`, 404],
    ['GET', `${base}SA_1/`, 404],
    ['DELETE', base, 404],
    ['PATCH', `${base}SA_1`, 404],
    ['GET', '/', 404],
    ['GET', `/api/v1/Accounts/${parent}/sub-accounts/`, 401],
    ['GET', `/api/v1/accounts/${parent}/Sub-Accounts/`, 401],
    ['GET', `/api/v1/Account/${parent}/sub-accounts/`, 401],
    ['GET', `/api/v1/account/${parent}/sub-accounts/SA_1`, 401],
    ['GET', `/api/v1/account/${parent}/sub-accounts`, 404],
    ['GET', base.toLowerCase(), 404],
    ['GET', '/api/v1/auth/me', 501],
    ['GET', `/api/v1/Account/${parent}/Call/`, 501],
    ['POST', `/api/v1/account/${parent}/numbers/%2B911/assign-subaccount`, 501],
    ['GET', '/api/v1/partner/me', 501],
  ])('%s %s is %i', async (method, path, status) => {
    expect((await send(method, path, auth)).status).toBe(status);
  });
});

describe('what Vobiz’s own and older clients send', () => {
  const sdk = {
    ...auth,
    Authorization: `Bearer ${authToken}`,
    'X-Fern-Language': 'JavaScript',
    'X-Fern-SDK-Name': 'vobiz',
    'X-Fern-Runtime': 'node',
  };

  test('the SDKs: both authorizations, content type on POST and PUT only, no paging', async () => {
    const made = await send('POST', base, { ...sdk, ...json }, '{"name":"SDK"}');
    const id = made.body.auth_credentials.auth_id;
    expect(made.status).toBe(201);
    expect((await send('GET', base, sdk)).body.total).toBe(1);
    expect((await send('GET', `${base}${id}`, sdk)).body.name).toBe('SDK');
    expect((await send('PUT', `${base}${id}`, { ...sdk, ...json }, '{"enabled":false}')).body.enabled).toBe(false);
    expect((await send('DELETE', `${base}${id}`, sdk)).status).toBe(200);
  });

  test('older clients: a content type on GET and DELETE too', async () => {
    const { auth_id: id } = await created();
    expect((await send('GET', base, { ...auth, ...json })).status).toBe(200);
    expect((await send('GET', `${base}${id}`, { ...auth, ...json })).status).toBe(200);
    expect((await send('DELETE', `${base}${id}`, { ...auth, ...json })).status).toBe(200);
  });
});

describe('the settings', () => {
  test('speaks the other way wherever the documents contradict one another', async () => {
    control.createStatus = 200;
    control.retrieveEnvelope = true;
    control.kycKeys = 'never';
    control.created = 'date';
    control.deleteAnswer = 204;
    const { status, body } = await post({ name: 'x' });
    expect(status).toBe(200);
    expect(body.sub_account).toMatchObject({ created: '2026-03-25', modified: '2026-03-25' });
    expect(body.sub_account.created_at).toBe('2026-03-25T08:33:24.700000Z');
    expect(Object.keys(body.sub_account).filter((key) => /kyc|business/u.test(key))).toEqual([]);
    const id = body.sub_account.auth_id;
    expect((await get(`${base}${id}`)).body.sub_account).toMatchObject({ auth_id: id });
    expect((await put(id, { name: 'y' })).body.name).toBe('y');
    expect(await remove(id)).toEqual({ status: 204, body: {} });
    control.reset();
    expect((await post({ name: 'x' })).status).toBe(201);
    expect(control).toMatchObject({
      retrieveEnvelope: false,
      kycKeys: 'customer_use',
      created: 'date-time',
      deleteAnswer: 200,
    });
  });
});

describe('each reading of the documents', () => {
  const listed = async (): Promise<string[]> =>
    (await get(`${base}?active_only=true`)).body.sub_accounts.map((item) => item.auth_id);

  test('the keys of KYC are on the sub-accounts that need it', async () => {
    const count = async (kyc_mode: string): Promise<number> =>
      Object.keys(await created({ name: 'x', email: 'a@b.example', kyc_mode })).length;
    expect([await count('personal_use'), await count('customer_use')]).toEqual([22, 25]);
  });

  test('is_active of its own, and active_only by either field', async () => {
    const { auth_id: id } = await created();
    const flags = async (): Promise<unknown[]> => {
      const { body } = await get(`${base}${id}`);
      return [body.enabled, body.is_active, (await listed()).includes(id)];
    };
    await put(id, { is_active: false });
    expect(await flags()).toEqual([true, true, true]);
    control.putIsActive = 'applied';
    await put(id, { is_active: false });
    expect(await flags()).toEqual([true, false, true]);
    control.activeOnly = 'is_active';
    expect(await flags()).toEqual([true, false, false]);
    await put(id, { is_active: true, enabled: false });
    expect(await flags()).toEqual([false, true, true]);
    control.isActive = 'enabled';
    expect(await flags()).toEqual([false, false, false]);
    await put(id, { is_active: true });
    expect(await flags()).toEqual([true, true, true]);
    expect(broken(await put(id, { is_active: 'no' }))).toEqual(['is_active']);
  });

  test.each([
    ['lenient-get', [200, 404]],
    ['lenient', [200, 201]],
    ['redirect', [307, 307]],
    ['strict', [404, 404]],
  ] as const)('the list without its last slash, %s', async (reading, statuses) => {
    control.missingSlash = reading;
    const ask = (method: string, body?: string) =>
      fetch(`${origin}${base.slice(0, -1)}?page=1`, {
        method,
        headers: { ...auth, ...json },
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      });
    const answers = [await ask('GET'), await ask('POST', '{"name":"x"}')];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    const location = reading === 'redirect' ? `${base}?page=1` : null;
    expect(answers[0]?.headers.get('location')).toBe(location);
    expect((await get(base)).body.total).toBe(reading === 'lenient' ? 1 : 0);
  });

  test('SA_… in id, as seed 002 has it', async () => {
    control.ids = 'id';
    const { auth_credentials: pair, sub_account: made } = (await post({ name: 'x' })).body;
    expect(made).toMatchObject({
      id: pair.auth_id,
      auth_id: parent,
      parent_auth_id: parent,
      account: `/api/v1/accounts/${parent}/`,
      resource_uri: `/api/v1/accounts/${parent}/sub-accounts/${pair.auth_id}/`,
    });
    expect(Object.keys(made)).not.toContain('parent_account_id');
  });

  test('last_used is when the sub-account’s own pair was last used', async () => {
    const { auth_id: id, auth_token: token } = await created();
    const lastUsed = async (): Promise<unknown> => Reflect.get((await get(`${base}${id}`)).body, 'last_used');
    await send('GET', base, { 'X-Auth-ID': id, 'X-Auth-Token': 'wrong' });
    expect(await lastUsed()).toBeNull();
    await send('GET', base, { 'X-Auth-ID': id, 'X-Auth-Token': token });
    expect(await lastUsed()).toBe('2026-03-25T08:33:24.700000Z');
  });

  test('a refresh token lives for 7 days', async () => {
    const { tokens } = (await post({ name: 'x' })).body;
    const lifetimes = ['access_token', 'refresh_token'].map((name) => {
      const claims = Buffer.from(String(tokens[name]).split('.')[1] ?? '', 'base64url').toString();
      const { iat, exp } = JSON.parse(claims) as { iat: number; exp: number };
      return exp - iat;
    });
    expect(lifetimes).toEqual([1800, 7 * 86_400]);
  });
});

describe('errors on demand', () => {
  const message = 'The service could not answer this request';
  const any = expect.any(String);
  test.each([
    [
      1,
      429,
      {
        status: 'error',
        error: { code: 'RATE_LIMIT_EXCEEDED', message, details: { retryAfter: 3 } },
        timestamp: '2026-03-25T08:33:24.700Z',
        requestId: any,
      },
    ],
    [2, 500, { error: 'HTTPError', message, status_code: 500 }],
    [
      3,
      422,
      {
        error: 'ValidationError',
        message,
        details: [{ type: 'value_error', loc: ['body'], msg: message }],
        status_code: 422,
      },
    ],
    [4, 404, { api_id: any, error: 'NOT_FOUND', message }],
    [4, 418, { api_id: any, error: 'error', message }],
    [5, 409, { error: 'did_cool_off_in_effect', message }],
    [6, 502, { status: 'error', message }],
    [7, 503, { error: message }],
  ])('shape %i with status %i', async (shape, status, body) => {
    control.failNext({ fault: 'status', shape, status, retryAfter: 3 });
    const answer = await fetch(`${origin}${base}`, { headers: auth });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '3']);
    expect(await answer.json()).toEqual(body);
  });

  test('without a shape, the one that fits the status', async () => {
    const shapes: [number, Record<string, unknown>][] = [
      [409, { error: 'did_cool_off_in_effect', message }],
      [504, { status: 'error', error: { code: 'INTERNAL_ERROR', message }, timestamp: any, requestId: any }],
    ];
    for (const [status, body] of shapes) {
      control.failNext({ fault: 'status', status });
      expect((await get(base)).body).toEqual(body);
    }
  });

  test('error-200 and odd-field', async () => {
    control.failNext({ fault: 'error-200', operation: 'create', shape: 7 });
    expect(await post({ name: 'x' })).toEqual({ status: 200, body: { error: message } });
    control.failNext({ fault: 'odd-field', times: 3 });
    const { status, body } = await post({ name: 'x' });
    expect([status, body.auth_credentials.auth_token]).toEqual([201, body.sub_account.auth_token]);
    expect(body.sub_account).toMatchObject({
      name: 'x',
      rate_limit: 'lots',
      created_at: 17,
      account: { href: '/' },
    });
    expect((await get(base)).body).toMatchObject({ total: 1, sub_accounts: [{ name: 'x', rate_limit: 'lots' }] });
    expect((await remove(body.sub_account.auth_id)).body).toEqual({ message: 'Sub-account deleted successfully' });
  });

  test('a shape that Vobiz does not have is called the emulator’s fault', async () => {
    control.failNext({ fault: 'status', shape: 8 });
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const answer = await fetch(`${origin}${base}`, { headers: auth });
    expect(await answer.text()).toContain('Vobiz has error shapes 1 to 7, not 8');
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });
});

test('a create that is applied late is there afterwards, its token with nobody', async () => {
  // The emulator's own wait stands still; sockets go on.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  control.failNext({ operation: 'create', fault: 'apply-late', delayMs: 40 });
  const client = new AbortController();
  const request = { method: 'POST', headers: { ...auth, ...json }, body: '{"name":"late"}', signal: client.signal };
  const lost = fetch(`${origin}${base}`, request);
  while (control.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
  client.abort();
  await expect(lost).rejects.toThrow('aborted');
  expect((await get(base)).body.total).toBe(0);
  await vi.advanceTimersByTimeAsync(40);
  await control.settled();
  expect((await get(base)).body.sub_accounts).toMatchObject([{ name: 'late', auth_token: '<redacted>' }]);
});

test('the log holds names and never a value', async () => {
  const secret = { name: 'n4me', password: 'p4ssword', email: 'm4il@example.com' };
  const strayed = '5trayed-token';
  const { auth_token: token } = await created(secret);
  await get(`${base}?page=987654321&size=5`);
  await send('GET', base, { ...auth, 'X-Auth-Token': 'wr0ng' });
  await post({ [strayed]: 1, name: 'x' });
  await send('GET', `/api/v1/accounts/${authToken}/sub-accounts/${strayed}?${strayed}`, auth);
  await remove('undefined');
  expect(
    control.requests.map(({ operation, method, path, parameters, status }) => [
      operation,
      method,
      path,
      parameters,
      status,
    ]),
  ).toEqual([
    ['create', 'POST', base, ['name', 'password', 'email'], 201],
    ['list', 'GET', base, ['page', 'size'], 200],
    ['list', 'GET', base, [], 401],
    ['create', 'POST', base, ['(unreadable)', 'name'], 201],
    ['get', 'GET', '/api/v1/accounts/(unreadable)/sub-accounts/(unreadable)', ['(unreadable)'], 404],
    ['delete', 'DELETE', `${base}undefined`, [], 404],
  ]);
  const log = JSON.stringify(control.requests);
  for (const value of [...Object.values(secret), token, authToken, 'wr0ng', '987654321', strayed])
    expect(log).not.toContain(value);
});
