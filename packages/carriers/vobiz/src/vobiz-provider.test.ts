import { type NewSubUser, openSubUsers, Secret, type SubUserError } from '@subuser/core';
import type { SubUserDraft } from '@subuser/core/provider';
import { describe, expect, test } from 'vitest';
import { fixture } from '../test-support/read-fixture.ts';
import { type Answer, clientOver, rejection, scriptedHttp } from '../test-support/scripted-http.ts';
import type { VobizCarrierOptions } from './carrier-options.ts';
import { nativeOf } from './vobiz-native.ts';
import { createProvider } from './vobiz-provider.ts';

function open(...answers: Answer[]) {
  const http = scriptedHttp(...answers);
  const provider = createProvider(clientOver(http));
  return { http, provider, subUsers: openSubUsers(provider) };
}

function rows(count: number): { auth_id: string; name: string }[] {
  return Array.from({ length: count }, (_, place) => ({ auth_id: `SA_${place}`, name: 'A' }));
}

const id = 'SA_XXXXXXXX';
const one = { body: fixture('seed-003-update-reply') };

describe('create', () => {
  const success = { status: 201, body: fixture('seed-000-create-reply') };

  test('sends a whole draft in the order of the documents and gives the credentials', async () => {
    const { http, provider } = open(success);
    const { subUser, credentials } = await provider.create({
      carrierOptions: { businessType: 'llp', kycMode: 'customer_use', password: 'S0pport123!', rateLimit: 500 },
      enabled: true,
      grants: ['cdr'],
      description: 'Support-facing voice workload',
      phone: '+1234567890',
      email: 'support@example.com',
      name: 'Support Team',
    });
    expect(http.sent[0]?.body).toBe(
      '{"name":"Support Team","email":"support@example.com","phone":"+1234567890",' +
        '"description":"Support-facing voice workload","rate_limit":500,"permissions":{"calls":false,"cdr":true},' +
        '"password":"S0pport123!","enabled":true,"kyc_mode":"customer_use","business_type":"llp"}',
    );
    expect(subUser).toMatchObject({
      carrier: 'vobiz',
      id,
      name: 'Support Team',
      status: 'active',
      grants: ['calls', 'cdr'],
    });
    expect(subUser.createdAt).toEqual(new Date('2025-10-22T03:57:35.997Z'));
    expect(nativeOf(subUser).auth_token).toBeNull();
    expect(credentials?.login).toBe(id);
    expect(credentials?.secret.reveal()).toBe('sub_account_auth_token_shown_once');
    expect(Object.keys(credentials?.otherSecrets ?? {})).toEqual(['accessToken', 'refreshToken']);
  });

  test.each([
    [{ name: 'A' }, '{"name":"A"}'],
    [{ name: 'A', grants: [] }, '{"name":"A","permissions":{"calls":false,"cdr":false}}'],
    [
      { name: 'A', grants: ['calls', 'cdr'], enabled: false },
      '{"name":"A","permissions":{"calls":true,"cdr":true},"enabled":false}',
    ],
  ] as [SubUserDraft<VobizCarrierOptions>, string][])('%j', async (draft, body) => {
    const { http, provider } = open(success);
    await provider.create(draft);
    expect(http.sent[0]?.body).toBe(body);
  });

  test('has no further credentials where the carrier sent none', async () => {
    const { provider } = open({ body: { auth_credentials: { auth_id: 'SA_1', auth_token: 't' } } });
    expect((await provider.create({ name: 'A' })).credentials).not.toHaveProperty('otherSecrets');
  });

  test('is refused before anything is sent, with every broken rule', async () => {
    const { http, subUsers } = open();
    const draft = {
      name: 'A',
      grants: ['calls', 'sms', 'fax'],
      password: 'x',
      carrierOptions: { kycMode: 'customer_use', rateLimit: 0, ratelimit: 1 },
    } as unknown as NewSubUser<VobizCarrierOptions>;
    expect(await rejection(subUsers.create(draft))).toMatchObject({
      code: 'unsupported',
      detail: {
        carrier: 'vobiz',
        operation: 'create',
        fields: [
          { field: 'password', unsupported: true },
          { field: 'grants', rule: '“sms” is not a grant here; choose from: calls, cdr', unsupported: true },
          { field: 'grants', rule: '“fax” is not a grant here; choose from: calls, cdr', unsupported: true },
          { field: 'email', rule: 'is required with kycMode customer_use' },
          { field: 'carrierOptions.rateLimit', rule: 'must be at least 1' },
          { field: 'carrierOptions.ratelimit', rule: 'is not a known field' },
        ],
      },
    });
    expect(http.sent).toEqual([]);
  });

  test('with kycMode customer_use needs an email', () => {
    const { subUsers } = open();
    const carrierOptions = { kycMode: 'customer_use' } as const;
    expect(subUsers.check({ name: 'A', carrierOptions })).toEqual([
      { field: 'email', rule: 'is required with kycMode customer_use' },
    ]);
    expect(subUsers.check({ name: 'A', email: 'a@example.com', carrierOptions })).toEqual([]);
  });

  test.each([
    [{ rateLimit: 1.5 }, ['carrierOptions.rateLimit']],
    [{ kycMode: 'own' }, ['carrierOptions.kycMode']],
    [{ businessType: 'company' }, ['carrierOptions.businessType']],
    [{ password: '' }, ['carrierOptions.password']],
    [{ password: 17 }, ['carrierOptions.password']],
    ['fast', ['carrierOptions']],
    [undefined, []],
    [{ rateLimit: 1, kycMode: 'personal_use', businessType: 'huf', password: 'p' }, []],
    [{ password: new Secret('p') }, []],
    [{ password: new Secret('') }, ['carrierOptions.password']],
  ])('check of carrier options %j', (carrierOptions, fields) => {
    const { subUsers } = open();
    const input = { name: 'A', carrierOptions } as NewSubUser<VobizCarrierOptions>;
    expect(subUsers.check(input).map(({ field }) => field)).toEqual(fields);
  });
});

describe('update', () => {
  test('is one request where no grants change', async () => {
    const { http, provider } = open(one);
    const subUser = await provider.update(id, {
      name: 'B',
      email: 'updated@example.com',
      phone: '+1',
      description: 'D',
      carrierOptions: { rateLimit: 750, kycMode: 'customer_use', businessType: 'trust' },
    });
    expect(http.sent.map(({ method, body }) => [method, body])).toEqual([
      [
        'PUT',
        '{"name":"B","email":"updated@example.com","phone":"+1","description":"D","rate_limit":750,"kyc_mode":"customer_use","business_type":"trust"}',
      ],
    ]);
    expect(subUser.updatedAt).toEqual(new Date('2025-10-22T03:59:52.261Z'));
  });

  test.each([
    [null, ['calls'], { calls: true, cdr: false }],
    [{ calls: true, cdr: true }, ['cdr'], { calls: false, cdr: true }],
    [
      { cdr: true, sms: true, limits: { day: 5 } },
      ['calls'],
      { cdr: false, sms: false, limits: { day: 5 }, calls: true },
    ],
    [{ calls: true }, [], { calls: false, cdr: false }],
  ])('reads permissions %j before it sets the grants %j', async (present, grants, permissions) => {
    const { http, provider } = open({ body: { auth_id: id, name: 'A', permissions: present } }, one);
    await provider.update(id, { grants });
    expect(http.sent.map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/SA_XXXXXXXX'],
      ['PUT', '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/SA_XXXXXXXX'],
    ]);
    expect(JSON.parse(http.sent[1]?.body ?? '')).toEqual({ permissions });
  });

  test('sends nothing that changes where the read fails', async () => {
    const { http, provider } = open({ status: 404 });
    expect(await rejection(provider.update(id, { grants: [] }))).toMatchObject({ code: 'not-found' });
    expect(http.sent).toHaveLength(1);
  });

  test('refuses what Vobiz documents no way to do, before anything is sent', async () => {
    const { http, subUsers } = open();
    const refused = [
      {
        change: { email: null, phone: null, description: null, grants: ['sms'] },
        fields: ['grants', 'email', 'phone', 'description'],
      },
      { change: { carrierOptions: { password: 'p' } }, fields: ['carrierOptions.password'] },
    ];
    for (const { change, fields } of refused) {
      const error = await rejection(subUsers.update(id, change));
      expect(error).toMatchObject({ code: 'unsupported', detail: { operation: 'update' } });
      const broken = (error as SubUserError).detail.fields ?? [];
      expect(broken.map(({ field }) => field).toSorted()).toEqual(fields.toSorted());
    }
    expect(http.sent).toEqual([]);
  });

  test('refuses odd carrier options', async () => {
    const { subUsers } = open();
    expect(await rejection(subUsers.update(id, { carrierOptions: { rateLimit: -1 } }))).toMatchObject({
      code: 'invalid-argument',
      detail: { fields: [{ field: 'carrierOptions.rateLimit' }] },
    });
  });
});

describe('listPage', () => {
  const base = '/api/v1/accounts/MA_XXXXXXXX/sub-accounts/';

  test.each([
    [{}, 'page=1&size=100'],
    [{ cursor: '3/100' }, 'page=3&size=100'],
    [{ cursor: '3/25' }, 'page=3&size=25'],
    [{ status: 'active' }, 'page=1&size=100&active_only=true'],
    [{ status: 'disabled' }, 'page=1&size=100'],
    [{ status: 'blocked' }, 'page=1&size=100'],
  ] as const)('%j asks for %s', async (request, query) => {
    const { http, provider } = open({ body: { sub_accounts: [], total: 0 } });
    await provider.listPage(request);
    expect(http.sent[0]?.path).toBe(`${base}?${query}`);
  });

  test.each([
    [undefined, 100, 250, '2/100'],
    ['2/100', 100, 250, '3/100'],
    ['3/100', 50, 250, undefined],
    [undefined, 100, 100, '2/100+'],
    ['3/100', 0, 250, undefined],
    // Fewer than asked for, or more.
    [undefined, 25, 80, '2/25'],
    ['4/25', 5, 80, undefined],
    [undefined, 150, 250, '2/150'],
  ])('page %s with %i rows of %i goes on at %s', async (cursor, count, total, next) => {
    const { provider } = open({ body: { sub_accounts: rows(count), total } });
    const page = await provider.listPage(cursor === undefined ? {} : { cursor });
    expect(page.items).toHaveLength(count);
    expect([page.next, page.total]).toEqual([next, total]);
  });

  test.each([100, undefined, '25', 25])(
    'no row is lost where pages are capped at 25 and their size is said to be %j',
    async (size) => {
      const all = rows(80);
      const page = (start: number) => ({ body: { sub_accounts: all.slice(start, start + 25), total: 80, size } });
      const { http, provider } = open(page(0), page(25), page(50), page(75));
      const ids: string[] = [];
      for await (const subUser of openSubUsers(provider).list()) ids.push(subUser.id);
      expect(ids).toEqual(all.map((row) => row.auth_id));
      expect(http.sent.map(({ path }) => path)).toEqual([
        `${base}?page=1&size=100`,
        `${base}?page=2&size=25`,
        `${base}?page=3&size=25`,
        `${base}?page=4&size=25`,
      ]);
    },
  );

  test.each(['', '0', '2', '0/100', '2/0', '-1/100', '1.5/100', 'x', '1/9&size=9', '12345678901/100'])(
    'refuses the cursor “%s”',
    async (cursor) => {
      const { http, provider } = open();
      expect(await rejection(provider.listPage({ cursor }))).toMatchObject({
        code: 'invalid-argument',
        detail: { fields: [{ field: 'cursor', rule: 'must be the next of an earlier page' }] },
      });
      expect(http.sent).toEqual([]);
    },
  );
});

describe('the facets', () => {
  test.each([
    ['suspend', '{"enabled":false}', 'seed-003-update-openapi-reply', 'disabled'],
    ['resume', '{"enabled":true}', 'seed-003-update-reply', 'active'],
  ] as const)('%s', async (name, body, reply, status) => {
    const { http, provider } = open({ body: fixture(reply) });
    const subUser = await provider.suspension?.[name](id);
    expect(http.sent.map((request) => [request.method, request.body])).toEqual([['PUT', body]]);
    expect(subUser?.status).toBe(status);
  });

  test.each([
    [{ kyc_mode: 'personal_use', overall_status: 'not_started', kyc_calls_blocked: false }, 'not-required', false],
    [{ kyc_mode: 'personal_use' }, 'not-required', false],
    [{ kyc_mode: 'customer_use', overall_status: 'not_started', kyc_calls_blocked: true }, 'not-started', true],
    [{ kyc_mode: 'customer_use', overall_status: 'pending', kyc_calls_blocked: true }, 'pending', true],
    [{ kyc_mode: 'customer_use', overall_status: 'verified', kyc_calls_blocked: false }, 'verified', false],
    [{ kyc_mode: 'customer_use', overall_status: 'failed', kyc_calls_blocked: true }, 'failed', true],
  ])('verification %j', async (body, state, callsBlocked) => {
    const { provider } = open({ body });
    expect(await provider.verification?.status(id)).toEqual({ state, callsBlocked });
  });

  test('a verification of an unknown word is no answer', async () => {
    const { provider } = open({
      body: { kyc_mode: 'customer_use', overall_status: 'paused', kyc_calls_blocked: true },
    });
    const call = provider.verification?.status(id) ?? Promise.resolve();
    expect(await rejection(call)).toMatchObject({
      code: 'unexpected-response',
      detail: { fields: [{ field: 'overall_status' }] },
    });
  });
});

test('get, delete, grants and close', async () => {
  const { http, provider } = open(one, { body: { message: 'Sub-account deleted' } });
  expect((await provider.get(id)).email).toBe('updated@example.com');
  await provider.delete(id);
  expect(await provider.grants()).toEqual([
    { name: 'calls', assignable: true },
    { name: 'cdr', assignable: true },
  ]);
  await provider.close();
  expect(http.sent.map(({ method }) => method)).toEqual(['GET', 'DELETE']);
});

test('traits are plain JSON', () => {
  const { provider } = open();
  expect(JSON.parse(JSON.stringify(provider.traits))).toEqual(provider.traits);
  expect(
    Object.values(provider.traits.fields).every(
      ({ source }) => source.startsWith('seed') || source.startsWith('no field'),
    ),
  ).toBe(true);
});

describe('the settings that another account can take', () => {
  const settingsOf = async (subAccount: Record<string, unknown>): Promise<unknown> => {
    const { subUsers } = open({ body: { auth_id: id, name: 'A', ...subAccount } });
    return subUsers.nativeSettings(await subUsers.get(id));
  };

  test('are what a create takes', async () => {
    const set = { rate_limit: 50, kyc_mode: 'customer_use', business_type: 'llp' };
    const values = { rateLimit: 50, kycMode: 'customer_use', businessType: 'llp' };
    expect(await settingsOf(set)).toEqual({ values, broken: [] });
    expect(await settingsOf({ rate_limit: 1000 })).toEqual({
      values: { rateLimit: 1000, kycMode: 'personal_use' },
      broken: [],
    });
  });

  test('leave out what no create can set, and say so', async () => {
    expect(await settingsOf({ rate_limit: 0, kyc_mode: 'shared_use' })).toMatchObject({
      values: {},
      broken: [{ field: 'rateLimit' }, { field: 'kycMode' }],
    });
  });
});
