import { inspect } from 'node:util';
import { Secret } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { fixture } from '../test-support/read-fixture.ts';
import { type Answer, clientOver, rejection, scriptedHttp } from '../test-support/scripted-http.ts';
import type { CreatedSubAccount } from './created-sub-account.ts';

function creating(body: unknown, answer: Answer = {}): Promise<CreatedSubAccount> {
  return clientOver(scriptedHttp({ body, ...answer })).createSubAccount({ name: 'Acme' });
}

const token = 'shown-once';
const pair = { auth_id: 'SA_1', auth_token: token };

describe('a create never loses its token', () => {
  test('to odd fields', async () => {
    const odd = { a: [17, {}, [], 'x', true] };
    const created = await creating({
      message: odd,
      sub_account: {
        auth_id: 'SA_1',
        name: odd,
        email: 17,
        phone: [],
        description: odd,
        permissions: 'all',
        enabled: 'yes',
        is_active: 1,
        kyc_calls_blocked: 'no',
        kyc_mode: odd,
        rate_limit: 'many',
        auth_token: 17,
        id: odd,
        created_at: 17,
        last_used: false,
        surprise: odd,
      },
      auth_credentials: pair,
      tokens: 'none',
      surprise: odd,
    });
    expect(created.sub_account).toMatchObject({ auth_id: 'SA_1', name: 'Acme', created_at: null });
    expect(created.sub_account).not.toHaveProperty('email');
    expect(created.auth_credentials.auth_token.reveal()).toBe(token);
    expect(created.tokens).toBeNull();
  });

  test('and the name is the one that the carrier stored', async () => {
    const created = await creating({ sub_account: { auth_id: 'SA_1', name: 'Acme Ltd' }, auth_credentials: pair });
    expect(created.sub_account.name).toBe('Acme Ltd');
  });

  test('to the placeholders of the documents', async () => {
    const created = await creating(fixture('seed-000-create-template-reply'));
    expect(created.auth_credentials.auth_id).toBe('<string>');
    expect(created.auth_credentials.auth_token.reveal()).toBe('<string>');
  });

  test.each([
    ['only the credentials', { auth_credentials: pair }],
    ['only the sub-account', { sub_account: pair }],
    ['a redacted token in one place', { sub_account: pair, auth_credentials: { ...pair, auth_token: '<redacted>' } }],
    [
      'the id in one place, the token in the other',
      { sub_account: { auth_id: 'SA_1' }, auth_credentials: { auth_token: token } },
    ],
    ['a word of error beside it', { auth_credentials: pair, error: 'mail_not_sent' }],
    ['a sub-account that is none', { auth_credentials: pair, sub_account: [] }],
    ['a bare sub-account, as the other calls answer one', { ...pair, name: 'Acme' }],
  ])('%s', async (_name, body) => {
    const created = await creating(body, { status: 201 });
    expect(created.sub_account).toMatchObject({ auth_id: 'SA_1', name: 'Acme' });
    expect(created.auth_credentials.auth_id).toBe('SA_1');
    expect(created.auth_credentials.auth_token.reveal()).toBe(token);
  });

  test('to a missing id: the error carries it out', async () => {
    const tokens = { access_token: 'jwt-a', refresh_token: 'jwt-r', token_type: 'bearer', expires_in: 1800 };
    const error = await rejection(creating({ auth_credentials: { auth_token: token }, tokens }));
    expect(error).toMatchObject({
      code: 'unexpected-response',
      message: expect.stringContaining('detail.credentials') as string,
      detail: {
        operation: 'create',
        carrierOperation: 'createSubAccount',
        fields: [{ field: 'sub_account.auth_id', rule: 'is missing' }],
        credentials: { login: '', secret: new Secret(token) },
      },
    });
    const { credentials } = (
      error as { detail: { credentials: { secret: Secret; otherSecrets: Record<string, Secret> } } }
    ).detail;
    expect(credentials.secret.reveal()).toBe(token);
    expect(credentials.otherSecrets['accessToken']?.reveal()).toBe('jwt-a');
    expect(credentials.otherSecrets['refreshToken']?.reveal()).toBe('jwt-r');
    expect(`${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`).not.toMatch(/shown-once|jwt-/u);
  });
});

describe('where the reply does not say, what was asked for holds', () => {
  const asked = {
    name: 'Acme',
    email: 'ops@acme.example',
    description: 'Desk [ref:acme-42]',
    permissions: { calls: true, cdr: false },
    enabled: false,
    password: 'S0pport123!',
  };
  const { password: _sent, ...told } = asked;

  test.each([
    ['no sub-account', undefined],
    ['odd fields', { name: 17, email: [], description: {}, permissions: 'all', enabled: 'no' }],
  ])('%s', async (_name, sub_account) => {
    const http = scriptedHttp({ body: { auth_credentials: pair, sub_account } });
    const created = await clientOver(http).createSubAccount(asked);
    expect(created.sub_account).toEqual({ ...told, auth_id: 'SA_1', auth_token: null });
  });

  test('and where it says null, it is null', async () => {
    const sub_account = { name: 'Acme', email: null, permissions: null };
    const http = scriptedHttp({ body: { auth_credentials: pair, sub_account } });
    const created = await clientOver(http).createSubAccount(asked);
    expect(created.sub_account).toMatchObject({ email: null, permissions: null, enabled: false });
  });
});

test('a bare reply leaves no secret in the sub-account', async () => {
  const tokens = { access_token: 'jwt-a' };
  const created = await creating({ ...pair, name: 'Acme', tokens, auth_credentials: pair });
  expect(created.tokens?.access_token?.reveal()).toBe('jwt-a');
  expect(inspect(created, { depth: 9 })).not.toMatch(/shown-once|jwt-/u);
});

describe('a create without a token is no success', () => {
  test.each([
    [{ sub_account: { auth_id: 'SA_1', name: 'Acme' } }, 'is missing; SA_1 exists, but its token is lost'],
    [{ sub_account: { auth_id: 'SA_1', auth_token: '<redacted>' } }, 'is missing; SA_1 exists, but its token is lost'],
    [{}, 'is missing'],
    [{ auth_credentials: { auth_token: '' } }, 'is missing'],
  ])('%j', async (body, rule) => {
    expect(await rejection(creating(body))).toMatchObject({
      code: 'unexpected-response',
      detail: { fields: [{ field: 'auth_credentials.auth_token', rule }] },
    });
  });

  test('but what it says, where it says “error”', async () => {
    const error = await rejection(creating({ error: 'HTTPError', message: 'Too many', status_code: 402 }));
    expect(error).toMatchObject({ code: 'quota-exceeded', detail: { carrierCode: 'HTTPError' } });
  });
});
