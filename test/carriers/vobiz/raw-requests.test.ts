import { startVobizEmulator } from '@subuser/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { contentLength, rawRequest, sendRaw } from '../../support/raw-requests.ts';

// What Vobiz's own clients and older third-party ones send (vobiz.md), byte for byte as an outsider would write it: the
// names, cases and order of the headers are those of each client's HTTP library.

const emulator = await startVobizEmulator();
const { control, origin } = emulator;
const { authId, authToken } = emulator.credentials;
const host = 'api.vobiz.ai';

beforeEach(() => control.reset());
afterAll(() => emulator.close());

interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: object;
}
type Client = (call: Call) => string;

/** Vobiz's Node SDK: Node's fetch, and `Content-Type` only where there is a body. */
function nodeSdk(authorization: string): Client {
  return ({ method, path, body }) => {
    const json = body === undefined ? '' : JSON.stringify(body);
    return rawRequest(
      [
        `${method} ${path} HTTP/1.1`,
        `host: ${host}`,
        'connection: keep-alive',
        `Authorization: ${authorization}`,
        'X-Fern-Language: JavaScript',
        'X-Fern-Runtime: node',
        'X-Fern-Runtime-Version: 22.14.0',
        `X-Auth-ID: ${authId}`,
        `X-Auth-Token: ${authToken}`,
        ...(body === undefined ? [] : ['Content-Type: application/json']),
        'accept: */*',
        'accept-language: *',
        'sec-fetch-mode: cors',
        'user-agent: node',
        'accept-encoding: gzip, deflate',
        ...(body === undefined ? [] : [contentLength(json)]),
      ],
      json,
    );
  };
}

/** Vobiz's Python SDK: httpx, and Python's JSON. */
const pythonSdk: Client = ({ method, path, body }) => {
  const json = body === undefined ? '' : JSON.stringify(body, null, 1).replaceAll(/\n */g, ' ');
  return rawRequest(
    [
      `${method} ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Accept: */*',
      'Accept-Encoding: gzip, deflate',
      'Connection: keep-alive',
      'User-Agent: python-httpx/0.28.1',
      'X-Fern-Language: Python',
      'X-Fern-Runtime: python/3.12.3',
      'X-Fern-Platform: linux/6.8.0',
      `X-Auth-Token: ${authToken}`,
      `X-Auth-ID: ${authId}`,
      `Authorization: Bearer ${authToken}`,
      ...(body === undefined ? [] : [contentLength(json), 'Content-Type: application/json']),
    ],
    json,
  );
};

/** Clients made by OpenAPI Generator: `Content-Type` on GET and DELETE as well, a new connection for every call. */
const olderClient: Client = ({ method, path, body }) => {
  const json = body === undefined ? '' : JSON.stringify(body);
  return rawRequest(
    [
      `${method} ${path} HTTP/1.1`,
      'Accept: application/json',
      `X-Auth-ID: ${authId}`,
      `X-Auth-Token: ${authToken}`,
      'Content-Type: application/json',
      `host: ${host}`,
      ...(body === undefined ? [] : [contentLength(json).toLowerCase()]),
      'Connection: close',
    ],
    json,
  );
};

/** The documents' own example: curl, headers as shown there, the body over several lines. */
const curl: Client = ({ method, path, body }) => {
  const json = body === undefined ? '' : JSON.stringify(body, null, 2);
  return rawRequest(
    [
      `${method} ${path} HTTP/1.1`,
      `Host: ${host}`,
      'User-Agent: curl/7.88.1',
      'Accept: */*',
      `X-Auth-ID: ${authId}`,
      `X-Auth-Token: ${authToken}`,
      ...(body === undefined ? [] : ['Content-Type: application/json', contentLength(json)]),
    ],
    json,
  );
};

const clients: Record<string, Client> = {
  'Vobiz’s Node SDK, with a Bearer token': nodeSdk(`Bearer ${authToken}`),
  'Vobiz’s Node SDK, with Basic credentials': nodeSdk(`Basic ${Buffer.from('user:password').toString('base64')}`),
  'Vobiz’s Python SDK': pythonSdk,
  'an older client': olderClient,
  'curl, as documented': curl,
};

const accountPath = `/api/v1/accounts/${authId}/sub-accounts/`;
// The request bodies of seeds 000 and 003.
const newSubAccount = {
  name: 'Support Team',
  email: 'support@example.com',
  phone: '+1234567890',
  description: 'Support-facing voice workload',
  rate_limit: 500,
  permissions: { calls: true, cdr: true },
  password: 'S0pport123!',
  enabled: true,
  kyc_mode: 'customer_use',
};
const change = {
  description: 'Updated permissions',
  rate_limit: 750,
  email: 'updated@example.com',
  enabled: true,
  kyc_mode: 'customer_use',
};

interface Created {
  sub_account: { auth_id: string };
  auth_credentials: { auth_id: string; auth_token: string };
}

describe.each(Object.entries(clients))('%s', (_name, client) => {
  test('is served from the create to the delete', async () => {
    const send = (call: Call) => sendRaw(origin, client(call));

    const created = await send({ method: 'POST', path: accountPath, body: newSubAccount });
    expect(created).toMatchObject({ status: 201, contentType: 'application/json' });
    const { sub_account, auth_credentials } = created.body as Created;
    const { password: _, ...shown } = newSubAccount;
    expect(sub_account).toMatchObject({ ...shown, kyc_calls_blocked: true, auth_id: auth_credentials.auth_id });
    expect(control.authenticates(auth_credentials.auth_id, auth_credentials.auth_token)).toBe(true);

    const path = `${accountPath}${sub_account.auth_id}`;
    const read = { ...sub_account, auth_token: '<redacted>' };
    expect(await send({ method: 'GET', path: accountPath })).toMatchObject({
      status: 200,
      body: { sub_accounts: [read], total: 1, page: 1, size: 25 },
    });
    expect(await send({ method: 'GET', path })).toMatchObject({ status: 200, body: read });
    expect(await send({ method: 'PUT', path, body: change })).toMatchObject({
      status: 200,
      body: { ...read, ...change, updated_at: expect.any(String), modified: expect.any(String) },
    });
    expect(await send({ method: 'DELETE', path })).toMatchObject({
      status: 200,
      body: { message: expect.any(String) },
    });
    expect((await send({ method: 'GET', path })).status).toBe(404);
    expect(control.requests.map(({ operation, applied }) => [operation, applied])).toEqual([
      ['create', true],
      ['list', true],
      ['get', true],
      ['update', true],
      ['delete', true],
      ['get', false],
    ]);
  });

  test('deletes nothing where it asks for “undefined”, as Vobiz’s own SDK can', async () => {
    control.seed(1);
    const reply = await sendRaw(origin, client({ method: 'DELETE', path: `${accountPath}undefined` }));
    expect(reply.status).toBe(404);
    const list = await sendRaw(origin, client({ method: 'GET', path: accountPath }));
    expect(list.body).toMatchObject({ total: 1 });
  });
});

test('the list with every parameter of its document', async () => {
  control.seed(12);
  const path = `${accountPath}?page=1&size=25&active_only=true`;
  expect(await sendRaw(origin, curl({ method: 'GET', path }))).toMatchObject({
    status: 200,
    body: { total: 11, page: 1, size: 25 },
  });
});

test.each([
  ['in the casing of its resource_uri', `/api/v1/Accounts/${authId}/sub-accounts/`, 401],
  ['of a main account that is not ours', `/api/v1/accounts/${control.otherParent.authId}/sub-accounts/`, 404],
])('the list %s is not served', async (_, path, status) => {
  expect((await sendRaw(origin, curl({ method: 'GET', path }))).status).toBe(status);
});

test('the list is served without its last slash, as the heading of its page has it; a create is not', async () => {
  const path = accountPath.slice(0, -1);
  expect((await sendRaw(origin, curl({ method: 'GET', path }))).status).toBe(200);
  expect((await sendRaw(origin, curl({ method: 'POST', path, body: { name: 'x' } }))).status).toBe(404);
});

test('a create without its Content-Type is refused, as its document asks for one', async () => {
  const request = curl({ method: 'POST', path: accountPath, body: { name: 'x' } });
  const reply = await sendRaw(origin, request.replace('Content-Type: application/json\r\n', ''));
  expect(reply).toMatchObject({ status: 400, body: { error: 'HTTPError' } });
  expect(control.requests.map(({ applied }) => applied)).toEqual([false]);
});

describe.each(Object.entries(clients))('KYC as %s asks for it', (_name, client) => {
  const customer = { name: 'Customer', email: 'c@example.com', kyc_mode: 'customer_use', business_type: 'individual' };
  const send = (call: Call) => sendRaw(origin, client(call));

  test('the hosted session of the SDKs’ example, by email and by redirect', async () => {
    const { body } = await send({ method: 'POST', path: accountPath, body: customer });
    const { auth_id: id } = (body as Created).sub_account;
    const path = `/api/v1/sub-accounts/${id}/kyc-sessions`;
    const email = {
      account_auth_id: id,
      flow_type: 'email',
      customer_email: 'customer@example.com',
      webhook_url: 'https://your-app.example.com/kyc/webhook',
      expires_in_days: 30,
    };
    expect(await send({ method: 'POST', path, body: email })).toMatchObject({
      status: 201,
      body: { status: 'email_sent', customer_email: 'customer@example.com', widget_url: null },
    });
    const redirect = { account_auth_id: id, flow_type: 'redirect', redirect_url: 'https://your-app.example.com/' };
    const opened = await send({ method: 'POST', path, body: redirect });
    expect(opened).toMatchObject({ status: 201, body: { status: 'link_ready', customer_email: null } });
    expect(Object.keys(opened.body as object)).not.toContain('flow_type');
  });

  test('documents: a PAN that is too short is 400, the SDKs’ example of a mock GSTIN is verified', async () => {
    const { body } = await send({ method: 'POST', path: accountPath, body: customer });
    const { auth_id: id } = (body as Created).sub_account;
    const short = await send({
      method: 'POST',
      path: `/api/v1/sub-accounts/${id}/kyc/verify-pan`,
      body: { pan: 'ABC' },
    });
    expect(short).toMatchObject({ status: 400, body: { error: 'BAD_REQUEST', message: expect.any(String) as string } });
    const path = `/api/v1/sub-accounts/test/${id}/kyc/verify-gst`;
    expect(await send({ method: 'POST', path, body: { gstin: 'TESTSUCCESS0001GST' } })).toMatchObject({
      status: 200,
      body: { verification_type: 'gst', status: 'verified', mock: true },
    });
  });
});

// The official Python client accepts exactly the 22 keys of the seeds, and takes a reply with any other for broken.
test('a sub-account that needs no KYC has the 22 keys of the seeds, in every reply', async () => {
  const created = await sendRaw(origin, pythonSdk({ method: 'POST', path: accountPath, body: { name: 'Support' } }));
  const { sub_account: made } = created.body as { sub_account: { auth_id: string } };
  const path = `${accountPath}${made.auth_id}`;
  const listed = await sendRaw(origin, pythonSdk({ method: 'GET', path: accountPath }));
  const replies = [
    made,
    (listed.body as { sub_accounts: object[] }).sub_accounts[0],
    (await sendRaw(origin, pythonSdk({ method: 'GET', path }))).body,
    (await sendRaw(origin, pythonSdk({ method: 'PUT', path, body: { name: 'Renamed' } }))).body,
  ];
  expect(replies.map((reply) => Object.keys(reply as object).length)).toEqual([22, 22, 22, 22]);
});

test('a call of another part of the API is said not to be emulated', async () => {
  const reply = await sendRaw(origin, pythonSdk({ method: 'GET', path: '/api/v1/auth/me' }));
  expect(reply).toMatchObject({ status: 501, body: { error: { code: 'NOT_EMULATED' } } });
});
