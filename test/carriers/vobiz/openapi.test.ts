import { openSubUsers } from '@subuser/core';
import { startVobizEmulator } from '@subuser/emulator';
import { createVobiz, createVobizClient } from '@subuser/vobiz';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Exchange, startRecorder } from '../../support/recorder.ts';
import { loadVobizDocument } from './openapi-document.ts';
import { examples, olderExamples } from './documented-examples.ts';

// Keys, certificates, validators and processes take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const document = await loadVobizDocument();
const emulator = await startVobizEmulator();
const { control } = emulator;
const { authId, authToken } = emulator.credentials;
const recorder = await startRecorder(emulator.origin);
const { exchanges, origin } = recorder;

beforeEach(() => {
  control.reset();
  exchanges.length = 0;
});
afterAll(async () => {
  await recorder.close();
  await emulator.close();
});

const accountPath = `/api/v1/accounts/${authId}/sub-accounts/`;
const credentials = { 'x-auth-id': authId, 'x-auth-token': authToken };

/** One call without our adapters, by Node's own fetch. */
async function send(method: string, path: string, body?: unknown, headers: object = credentials): Promise<Exchange> {
  await fetch(`${origin}${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).then((reply) => reply.text());
  const exchange = exchanges.at(-1);
  if (exchange === undefined) throw new Error('Nothing was recorded');
  return exchange;
}

const idIn = (exchange: Exchange): string => /SA_[A-Z0-9]+/.exec(exchange.reply?.body ?? '')?.[0] ?? 'none';

/** Everything wrong with the recorded requests and replies, each line with its place. */
async function faults(): Promise<string[]> {
  const all = exchanges.map(async (exchange) => {
    const found = [...(await document.requestFaults(exchange)), ...document.replyFaults(exchange)];
    return found.map((fault) => `${exchange.method} ${exchange.path} → ${exchange.reply?.status}: ${fault}`);
  });
  return (await Promise.all(all)).flat();
}

/** The recorded operations, each once, in the order of the document. */
const operationsSeen = (): string[] => {
  const seen = new Set(exchanges.map((exchange) => document.operationOf(exchange)));
  return document.operations.filter((operation) => seen.has(operation));
};

const full = {
  name: 'Łódź “support” \u{1F4DE}',
  email: 'support@example.com',
  phone: '+1234567890',
  description: 'Support-facing voice workload',
  rate_limit: 500,
  permissions: { calls: true, cdr: false },
  password: 'S0pport123!',
  enabled: false,
  kyc_mode: 'customer_use',
  business_type: 'private_limited',
};

/** The keys of a reply and of its parts, sorted; of a list, those of its first row. */
function shapeOf({ reply }: Exchange): unknown {
  return keysOf(JSON.parse(reply?.body ?? ''));
}
function keysOf(value: unknown): unknown {
  if (Array.isArray(value)) return keysOf(value[0]);
  if (typeof value !== 'object' || value === null) return 'value';
  const keys = Object.keys(value).toSorted();
  return keys.map((key) => (key === 'permissions' ? key : [key, keysOf(value[key as keyof typeof value])]));
}

const subAccountOperations = ['list', 'create', 'retrieve', 'update', 'delete'];

test.each(Object.entries(examples))('the pages’ own example fits the document: %s', async (_, exchange) => {
  expect(await document.requestFaults(exchange)).toEqual([]);
  expect(document.replyFaults(exchange)).toEqual([]);
});

// No example of a page has the keys of KYC, though one of them is of a customer_use sub-account.
test.each([
  ['newer', 'auth_id', examples],
  ['older', 'id', olderExamples],
] as const)('the emulator’s replies have the keys of the %s pages’ own examples', async (_, ids, all) => {
  for (const [name, example] of Object.entries(all)) {
    control.reset();
    Object.assign(control, { kycKeys: 'never', ids });
    const [id] = control.seed(1);
    const path = example.method === 'PUT' ? `${accountPath}${id}` : accountPath;
    const sent = await send(example.method, path, example.body === '' ? undefined : JSON.parse(example.body));
    expect([name, shapeOf(sent)]).toEqual([name, shapeOf(example)]);
  }
});

describe('the emulator answers as documented', () => {
  const either = [true, false];
  const dialects = either.flatMap((retrieveEnvelope) =>
    (['customer_use', 'never'] as const).flatMap((kycKeys) =>
      ([200, 201] as const).flatMap((createStatus) =>
        (['date', 'date-time'] as const).flatMap((created) =>
          ([200, 204] as const).map((deleteAnswer) => ({
            retrieveEnvelope,
            kycKeys,
            createStatus,
            created,
            deleteAnswer,
          })),
        ),
      ),
    ),
  );

  test.each(dialects)(
    '$createStatus $deleteAnswer, $created, envelope $retrieveEnvelope, KYC keys $kycKeys',
    async (dialect) => {
      Object.assign(control, dialect);
      control.seed(30);
      const created = await send('POST', accountPath, full);
      await send('POST', accountPath, { name: 'bare' });
      const path = accountPath + idIn(created);
      for (const query of ['', '?page=1&size=25&active_only=true', '?page=2', '?page=9&size=100'])
        await send('GET', accountPath + query);
      const retrieved = await send('GET', path);
      await send('PUT', path, { name: 'renamed', enabled: true, kyc_mode: 'personal_use', permissions: { cdr: true } });
      await send('PUT', path, {});
      const deleted = await send('DELETE', path);

      expect(await faults()).toEqual([]);
      expect(operationsSeen()).toEqual(subAccountOperations);
      expect(exchanges.every(({ reply }) => reply !== undefined && reply.status < 300)).toBe(true);
      // The dialect was spoken.
      expect([created.reply?.status, deleted.reply?.status]).toEqual([dialect.createStatus, dialect.deleteAnswer]);
      expect('sub_account' in JSON.parse(retrieved.reply?.body ?? '{}')).toBe(dialect.retrieveEnvelope);
      expect(retrieved.reply?.body.includes('"kyc_mode"')).toBe(dialect.kycKeys !== 'never');
      expect(/"created":"\d{4}-\d\d-\d\d"/.test(retrieved.reply?.body ?? '')).toBe(dialect.created === 'date');
    },
  );

  test('of a KYC, in earnest and in test mode', async () => {
    const id = idIn(await send('POST', accountPath, full));
    const earnest = `/api/v1/sub-accounts/${id}`;
    const mock = `/api/v1/sub-accounts/test/${id}/kyc`;
    await send('GET', `${earnest}/kyc/status`);
    await send('POST', `${earnest}/kyc/verify-pan`, { pan: 'ABCDE1234F' });
    await send('POST', `${earnest}/kyc/verify-gst`, { gstin: '29ABCDE1234F1Z5' });
    const company = { company_name: 'Northwind' };
    const found = await send('POST', `${earnest}/kyc/cin/search`, company);
    const [{ cin: selected_cin }] = JSON.parse(found.reply?.body ?? '').matches;
    await send('POST', `${earnest}/kyc/cin/confirm`, { ...company, selected_cin });
    const back = { redirect_url: 'https://crm.example/back', oauth_state: 'x' };
    const link = await send('POST', `${earnest}/kyc/digilocker/initiate`, back);
    const { access_request_id } = JSON.parse(link.reply?.body ?? '');
    await send('POST', `${earnest}/kyc/digilocker/verify`, { access_request_id });
    const session = { account_auth_id: id, expires_in_days: 3 };
    await send('POST', `${earnest}/kyc-sessions`, { ...session, flow_type: 'email', customer_email: 'a@b.example' });
    await send('POST', `${earnest}/kyc-sessions`, {
      ...session,
      flow_type: 'redirect',
      redirect_url: 'https://b.example',
    });
    await send('POST', `${mock}/verify-gst`, { gstin: 'TESTSUCCESS0001' });
    await send('POST', `${mock}/cin/search`, company);
    await send('POST', `${mock}/cin/confirm`, { ...company, selected_cin });
    await send('POST', `${mock}/digilocker/initiate`, back);
    await send('POST', `${mock}/digilocker/verify`, { access_request_id: 'MOCK_AR_SUCCESS' });
    await send('POST', `${mock}/verify-pan`, { pan: 'TESTPENDING001' });
    await send('POST', `${mock}/finalize-pending`, { verification_type: 'pan', outcome: 'verified' });
    const status = await send('GET', `${earnest}/kyc/status`);

    expect(await faults()).toEqual([]);
    expect(exchanges.every(({ reply }) => reply !== undefined && reply.status < 300)).toBe(true);
    expect(operationsSeen()).toEqual(
      document.operations.filter((name) => !/^(list|retrieve|update|delete)$/.test(name)),
    );
    expect(JSON.parse(status.reply?.body ?? '')).toMatchObject({
      overall_status: 'verified',
      kyc_calls_blocked: false,
    });
  });

  test.each([400, 401, 403, 404, 409, 422, 429, 500, 503])('of %i, in all seven shapes', async (status) => {
    for (const shape of [1, 2, 3, 4, 5, 6, 7]) {
      control.failNext({ fault: 'status', status, shape, retryAfter: 3 });
      expect(document.replyFaults(await send('GET', accountPath))).toEqual([]);
    }
    expect(exchanges.map(({ reply }) => reply?.status)).toEqual(Array.from({ length: 7 }, () => status));
    expect(new Set(exchanges.map(({ reply }) => Object.keys(JSON.parse(reply?.body ?? '')).join())).size).toBe(7);
  });

  test('of every rule that a caller breaks', async () => {
    const [seeded] = control.seed(1);
    const { otherParent } = control;
    const replies = [
      await send('POST', accountPath, { name: 'x', kyc_mode: 'customer_use' }),
      await send('POST', accountPath, { name: '', email: null, rate_limit: 'lots' }),
      await send('GET', `${accountPath}?page=0`),
      await send('GET', accountPath, undefined, { 'x-auth-id': authId }),
      await send('GET', `/api/v1/accounts/${otherParent.authId}/sub-accounts/`),
      await send('GET', accountPath + otherParent.subAccountId),
      await send('GET', `${accountPath}SA_NOBODY`),
      await send('PUT', accountPath + seeded, []),
    ];
    expect(replies.map(({ reply }) => reply?.status)).toEqual([400, 422, 422, 401, 404, 403, 404, 422]);
    expect(replies.flatMap((exchange) => document.replyFaults(exchange))).toEqual([]);
  });
});

describe('our adapter asks as documented', () => {
  const configuration = { authId, authToken, baseUrl: origin, retries: { baseMs: 1 } };

  test('through the common contract', async () => {
    const subUsers = openSubUsers(createVobiz(configuration));
    const { subUser } = await subUsers.create({
      name: full.name,
      email: full.email,
      phone: full.phone,
      description: full.description,
      grants: ['calls', 'cdr'],
      enabled: false,
      reference: 'acme-42',
      carrierOptions: { rateLimit: 500, kycMode: 'customer_use', businessType: 'llp', password: full.password },
    });
    const { id } = subUser;
    await subUsers.create({ name: 'bare' });
    control.seed(120);
    expect(await Array.fromAsync(subUsers.list())).toHaveLength(122);
    expect(await Array.fromAsync(subUsers.list({ status: 'disabled' }))).not.toEqual([]);
    expect(await subUsers.find({ reference: 'acme-42' })).toMatchObject({ id });
    await subUsers.get(id);
    await subUsers.update(id, { name: 'renamed', email: 'b@c.example', phone: '+441', description: 'other' });
    await subUsers.update(id, { grants: ['cdr'], carrierOptions: { rateLimit: 1, kycMode: 'personal_use' } });
    await subUsers.resume(id);
    await subUsers.suspend(id);
    await subUsers.verification(id);
    await subUsers.delete(id);
    await subUsers.close();

    expect(await faults()).toEqual([]);
    expect(operationsSeen()).toEqual([...subAccountOperations, 'kyc-status']);
    const headersOf = (method: string): string[] =>
      Object.keys(exchanges.find((exchange) => exchange.method === method)?.headers ?? {}).toSorted();
    const always = ['accept', 'accept-encoding', 'connection', 'host', 'x-auth-id', 'x-auth-token'];
    // A read takes no answer that a cache has kept.
    expect([headersOf('GET'), headersOf('DELETE')]).toEqual([[...always, 'cache-control'].toSorted(), always]);
    const withBody = [...always, 'content-length', 'content-type'].toSorted();
    expect([headersOf('POST'), headersOf('PUT')]).toEqual([withBody, withBody]);
  });

  test('while it settles a create whose answer is lost', async () => {
    const subUsers = openSubUsers(createVobiz(configuration));
    control.seed(3);
    control.failNext({ operation: 'create', fault: 'drop-after-apply' });
    control.failNext({ operation: 'list', fault: 'status', status: 503 });
    await subUsers.create({ name: 'lost and found' }, { ifUnknown: 'settle' });
    await subUsers.close();

    const asked = exchanges.map(({ method, path }) => `${method} ${path.replace(accountPath, '')}`);
    expect(asked).toEqual([
      'POST ',
      'GET ?page=1&size=100',
      'GET ?page=1&size=100',
      expect.stringMatching(/^DELETE SA_[A-Z0-9]+$/),
      // Whether it is gone.
      expect.stringMatching(/^GET SA_[A-Z0-9]+$/),
      'POST ',
    ]);
    // Only the answer that the emulator dropped is missing.
    expect(await faults()).toEqual([`POST ${accountPath} → undefined: there is no reply`]);
  });

  test('by every call of its client', async () => {
    const { kyc, kycTest, ...client } = createVobizClient(configuration);
    const { sub_account } = await client.createSubAccount({ ...full, kyc_mode: 'customer_use', business_type: 'llp' });
    const id = sub_account.auth_id;
    await client.listSubAccounts();
    await client.listSubAccounts({ page: 1, size: 25, active_only: true });
    await client.retrieveSubAccount(id);
    const { password: _, ...change } = full;
    await client.updateSubAccount(id, { ...change, kyc_mode: 'customer_use', business_type: 'trust' });
    const company = { company_name: 'Northwind' };
    const back = { redirect_url: 'https://crm.example/back', oauth_state: 'x' };
    const selected_cin = 'U72900KA2024PTC123456';
    await kyc.status(id);
    await kyc.verifyPan(id, { pan: 'ABCDE1234F' });
    await kyc.verifyGst(id, { gstin: '29ABCDE1234F1Z5' });
    await kyc.searchCin(id, company);
    await kyc.confirmCin(id, { ...company, selected_cin });
    const { access_request_id } = await kyc.initiateDigilocker(id, back);
    await kyc.verifyDigilocker(id, { access_request_id, linked_number: '9' });
    await kyc.createSession(id, { account_auth_id: id, flow_type: 'email', customer_email: 'a@b.example' });
    await kycTest.verifyPan(id, { pan: 'TESTPENDING001' });
    await kycTest.finalizePending(id, { verification_type: 'pan', outcome: 'verified' });
    await kycTest.verifyGst(id, { gstin: 'TESTSUCCESS0001' });
    await kycTest.searchCin(id, company);
    await kycTest.confirmCin(id, { ...company, selected_cin });
    await kycTest.initiateDigilocker(id, back);
    await kycTest.verifyDigilocker(id, { access_request_id: 'MOCK_AR_SUCCESS' });
    await client.deleteSubAccount(id);
    await client.close();

    expect(await faults()).toEqual([]);
    expect(operationsSeen()).toEqual(document.operations);
  });
});

describe('the document finds mistakes', () => {
  type Change = Record<string, unknown>;
  const anUpdate = async (): Promise<Exchange> =>
    send('PUT', accountPath + control.seed(1)[0], { description: 'other', permissions: { calls: true } });
  const aList = (): Promise<Exchange> => send('GET', `${accountPath}?page=1&size=25`);
  const aRetrieve = (): Promise<Exchange> => send('GET', accountPath + control.seed(1)[0]);

  test('and accepts what was really sent', async () => {
    for (const exchange of [await anUpdate(), await aList(), await aRetrieve()]) {
      expect(await document.requestFaults(exchange)).toEqual([]);
      expect(document.replyFaults(exchange)).toEqual([]);
    }
  });

  const inReplies: [what: string, change: Change, fault: string][] = [
    ['a key too few', { resource_uri: undefined }, " must have required property 'resource_uri'"],
    ['a key too many', { nickname: 'x' }, ' must NOT have additional properties'],
    ['a number as text', { rate_limit: '750' }, '/rate_limit must be integer'],
    ['null where there is always something', { enabled: null }, '/enabled must be boolean'],
    ['a token in clear', { auth_token: 'clear-as-day' }, '/auth_token must be equal to one of the allowed values'],
    ['a permission that is no boolean', { permissions: { calls: 'yes' } }, '/permissions/calls must be boolean'],
    ['a numeric id', { id: 500001 }, '/id must be string'],
    ['an unknown mode', { kyc_mode: 'our_use' }, '/kyc_mode must be equal to one of the allowed values'],
    ['a date in words', { created: '22 October' }, expect.stringMatching(/^\/created must match pattern/)],
    ['a main account’s id', { auth_id: 'MA_X' }, expect.stringMatching(/^\/auth_id must match pattern/)],
  ];
  test.each(inReplies)('in a reply: %s', async (_, change, fault) => {
    const exchange = await anUpdate();
    const reply = exchange.reply ?? expect.unreachable();
    const body = JSON.stringify({ ...JSON.parse(reply.body), ...change });
    expect(document.replyFaults({ ...exchange, reply: { ...reply, body } })).toEqual([fault]);
  });

  test('in a reply: its status, its type, an end that is missing, no body at all', async () => {
    const exchange = await aList();
    const reply = exchange.reply ?? expect.unreachable();
    const faultsOf = (change: object) => document.replyFaults({ ...exchange, reply: { ...reply, ...change } });
    expect(faultsOf({ status: 202 })).toEqual(['status 202 is in no document']);
    expect(faultsOf({ headers: { 'content-type': 'text/html' } })).toEqual(['a body that is no application/json']);
    expect(faultsOf({ body: reply.body.slice(0, -9) })).toEqual([' must be object']);
    expect(faultsOf({ body: '' })).toEqual([' must be object']);
  });

  test.each(['odd-field', 'garbage-json', 'html-200', 'empty-body', 'redirect'] as const)(
    'in a reply that the emulator spoils itself: %s',
    async (fault) => {
      control.failNext({ fault, location: `${origin}${accountPath}` });
      await fetch(`${origin}${accountPath}${control.seed(1)[0]}`, { headers: credentials, redirect: 'manual' });
      expect(document.replyFaults(exchanges[0] ?? expect.unreachable())).not.toEqual([]);
    },
  );

  const inRequests: [what: string, change: (exchange: Exchange) => Partial<Exchange>, fault: string][] = [
    [
      'no token',
      ({ headers }) => ({ headers: { ...headers, 'x-auth-token': undefined } }),
      'the credentials are missing',
    ],
    [
      'a sub-account’s credentials',
      ({ headers }) => ({ headers: { ...headers, 'x-auth-id': 'SA_X1' } }),
      'the credentials are missing',
    ],
    ['a slash too many', ({ path }) => ({ path: `${path}/` }), 'the path is in no document'],
    ['another casing', ({ path }) => ({ path: path.replace('accounts', 'Accounts') }), 'the path is in no document'],
    ['a method that is nowhere', () => ({ method: 'PATCH' }), 'the path is in no document'],
    [
      'a numeric id',
      ({ path }) => ({ path: path.replace(/SA_.*/, '500001') }),
      expect.stringMatching(/^\/path\/sub_auth_id must match pattern/),
    ],
    ['a query', ({ path }) => ({ path: `${path}?force=true` }), '/query must NOT have additional properties'],
    [
      'an unknown key',
      () => ({ body: '{"password":"S0pport123!"}' }),
      '/requestBody must NOT have additional properties',
    ],
    ['null for a text', () => ({ body: '{"email":null}' }), '/requestBody/email must be string'],
    ['a number as text', () => ({ body: '{"rate_limit":"1"}' }), '/requestBody/rate_limit must be integer'],
    ['permissions as a list', () => ({ body: '{"permissions":["calls"]}' }), '/requestBody/permissions must be object'],
    ['no body', () => ({ body: '' }), " must have required property 'requestBody'"],
    [
      'another type',
      ({ headers }) => ({ headers: { ...headers, 'content-type': 'text/plain' } }),
      'a body that is no application/json',
    ],
  ];
  test.each(inRequests)('in an update: %s', async (_, change, fault) => {
    const exchange = await anUpdate();
    expect(await document.requestFaults({ ...exchange, ...change(exchange) })).toEqual([fault]);
  });

  test.each([
    ['page=0', '/query/page must be >= 1'],
    ['size=many', '/query/size must be integer'],
    ['active_only=1', '/query/active_only must be boolean'],
    ['name=x', '/query must NOT have additional properties'],
  ])('in a list: %s', async (query, fault) => {
    const exchange = await aList();
    expect(await document.requestFaults({ ...exchange, path: `${accountPath}?${query}` })).toEqual([fault]);
  });

  test('in a create: no name, a customer without an email; in a read: a body', async () => {
    const created = await send('POST', accountPath, full);
    const faultsOf = (body: object) => document.requestFaults({ ...created, body: JSON.stringify(body) });
    expect(await faultsOf({ email: 'a@b.example' })).toEqual(["/requestBody must have required property 'name'"]);
    expect(await faultsOf({ name: 'x', kyc_mode: 'customer_use' })).toContain(
      "/requestBody must have required property 'email'",
    );
    expect(await document.requestFaults({ ...(await aRetrieve()), headers: created.headers, body: '{}' })).toEqual([
      'a body where none belongs',
    ]);
  });
});
