import { describe, expect, test } from 'vitest';
import { fixture, fixtureText } from '../test-support/read-fixture.ts';
import { clientOver, scriptedHttp } from '../test-support/scripted-http.ts';
import { createProvider } from './vobiz-provider.ts';

const usual = {
  auth_id: 'SA_1',
  name: 'Acme',
  email: 'ops@acme.example',
  phone: '+911234567890',
  permissions: { calls: true, cdr: false },
  enabled: true,
};

async function listed(rows: unknown, more: object = {}) {
  const body = { sub_accounts: rows, total: Array.isArray(rows) ? rows.length : 0, ...more };
  const page = await createProvider(clientOver(scriptedHttp({ body }))).listPage({});
  return page.items;
}

describe('one odd row among a hundred', () => {
  test.each([
    [{ phone: 919876543210 }, { phone: '919876543210' }],
    [{ name: 42 }, { name: '42' }],
    [{ permissions: [] }, { grants: [] }],
    [{ permissions: { calls: 1, cdr: 'false' } }, { grants: ['calls'] }],
    [{ enabled: 1 }, { status: 'active' }],
    [{ enabled: 'False' }, { status: 'disabled' }],
    [{ kyc_calls_blocked: '1' }, { status: 'blocked' }],
  ])('%j has a plain meaning', async (odd, meaning) => {
    const rows = await listed([...Array.from({ length: 99 }, () => usual), { ...usual, ...odd }]);
    expect(rows).toHaveLength(100);
    expect(rows[99]).toMatchObject(meaning);
    expect(rows[99]).not.toHaveProperty('unreadable');
  });

  test.each([
    [{ name: null }, ['name'], { name: '' }],
    [{ name: {} }, ['name'], { name: '' }],
    [{ email: true }, ['email'], { email: null }],
    // It may have held a reference.
    [{ description: 17 }, ['description'], { description: null }],
    [{ phone: 9.5 }, ['phone'], { phone: null }],
    [{ permissions: 'all' }, ['grants'], { grants: [] }],
    [{ permissions: ['calls'] }, ['grants'], { grants: [] }],
    [{ permissions: { calls: 'yes', cdr: true } }, ['grants'], { grants: ['cdr'] }],
    [{ enabled: 'on', is_active: false }, ['enabled'], { status: 'disabled' }],
    [{ enabled: 2, is_active: {}, phone: [] }, ['phone', 'enabled'], { status: 'active', phone: null }],
  ])('%j is named', async (odd, unreadable, held) => {
    const [first, second] = await listed([
      { ...usual, auth_id: 'SA_2' },
      { ...usual, ...odd },
    ]);
    expect(first).not.toHaveProperty('unreadable');
    expect(second).toMatchObject({ id: 'SA_1', unreadable, ...held });
  });

  test('a total as text, and a list that is null', async () => {
    expect(await listed([usual], { total: '1' })).toHaveLength(1);
    expect(await listed(null)).toEqual([]);
  });

  test('a row without an id is refused by its place', async () => {
    await expect(listed([usual, { name: 'Acme' }])).rejects.toMatchObject({
      code: 'unexpected-response',
      detail: { fields: [{ field: 'sub_accounts.1.auth_id' }] },
    });
  });
});

describe('whichever of the two is SA_… is the id', () => {
  const filled = (name: string): string =>
    fixtureText(name)
      .replaceAll('{sub_auth_id}', 'SA_XXXXXXXX')
      .replaceAll(/\{(?:parent_)?auth_id\}/gu, 'MA_XXXXXXXX');

  test('the update of seed 002 as the seed answers it', async () => {
    const client = clientOver(scriptedHttp({ body: filled('seed-002-update-reply') }));
    const { name: _name, ...body } = fixture('seed-002-update-request') as { name?: string };
    expect(await client.updateSubAccount('SA_XXXXXXXX', body)).toMatchObject({
      auth_id: 'SA_XXXXXXXX',
      parent_auth_id: expect.any(String) as string,
      rate_limit: 750,
    });
  });

  test('the second example of seed 001', async () => {
    const page = await clientOver(scriptedHttp({ body: filled('seed-001-list-placeholder-reply') })).listSubAccounts();
    expect(page.sub_accounts.map((row) => row.auth_id)).toEqual(['SA_XXXXXXXX']);
  });

  test('a create as the onboarding page shows it', async () => {
    const body = {
      sub_account: { id: 'SA_67401KW8', auth_id: '0123456789abcdef0123456789abcdef', name: 'Acme' },
      auth_credentials: { auth_id: 'MA_XXXXXXXX', auth_token: 'shown-once' },
    };
    const created = await clientOver(scriptedHttp({ body })).createSubAccount({ name: 'Acme' });
    expect(created.sub_account.auth_id).toBe('SA_67401KW8');
    expect(created.auth_credentials.auth_id).toBe('SA_67401KW8');
  });
});
