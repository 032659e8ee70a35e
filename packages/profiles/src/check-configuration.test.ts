import { generateKeyPairSync } from 'node:crypto';
import { type SubUserProvider, SubUserError } from '@subuser/core';
import { createMemoryProvider } from '@subuser/core/memory';
import { expect, test, vi } from 'vitest';
import { checkConfiguration, type SubUserConfiguration } from './check-configuration.ts';
import type { Profile } from './profile.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const vobiz = { carrier: 'vobiz', authId: 'MA_MADEUP', authToken: 'made-up' } as const;
const voximplant = { carrier: 'voximplant', credentials: { accountId: 1, keyId: 'made-up', privateKey } } as const;

function refusalOf(configuration: unknown): SubUserError {
  try {
    checkConfiguration(configuration as SubUserConfiguration);
  } catch (error) {
    if (SubUserError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const fieldsOf = (configuration: unknown) =>
  refusalOf(configuration).detail.fields?.map(({ field, rule }) => `${field}: ${rule}`);

test('takes every carrier, and a provider function without calling it', () => {
  const provider = vi.fn<() => SubUserProvider>();
  checkConfiguration({ profiles: { vobiz, voximplant, own: { provider } } });
  expect(provider).not.toHaveBeenCalled();
});

test.each([['telco'], ['constructor'], ['Vobiz'], [7], [undefined]])('refuses the carrier %j', (carrier) => {
  const refusal = refusalOf({ profiles: { vobiz, main: { ...vobiz, carrier } } });
  expect(refusal.code).toBe('invalid-argument');
  expect(refusal.detail).toEqual({
    operation: 'configure',
    document: 'configuration',
    fields: [
      {
        field: 'profiles.main.carrier',
        rule: 'must be one of vobiz, voximplant; any other carrier needs a provider function',
      },
    ],
  });
});

test.each([[null], ['vobiz'], [[vobiz]]])('refuses the profile %j', (main) => {
  expect(fieldsOf({ profiles: { main } })).toEqual([
    'profiles.main.carrier: must be one of vobiz, voximplant; any other carrier needs a provider function',
  ]);
});

test('names every misfit of every profile at once, and where it usually comes from', () => {
  const { authToken: _none, ...incomplete } = vobiz;
  expect(
    fieldsOf({
      profiles: {
        one: { ...incomplete, authld: 'MA_TYPO' },
        two: { ...voximplant, timeouts: { totalMs: 0 } },
        three: { ...vobiz, baseUrl: 'https://user:pass@example.com' },
      },
    }),
  ).toEqual([
    expect.stringMatching(/^profiles\.one\.authToken: .+ \(usually set from VOBIZ_AUTH_TOKEN\)$/u),
    'profiles.one.authld: is not a known field',
    expect.stringMatching(/^profiles\.two\.timeouts\.totalMs: /u),
    expect.stringMatching(
      /^profiles\.three\.baseUrl: must hold no credentials.+ \(usually set from VOBIZ_BASE_URL\)$/u,
    ),
  ]);
});

test('never shows a value', () => {
  const value = 'hunter2 with spaces';
  const refusal = refusalOf({
    profiles: {
      one: { ...vobiz, authId: value, authToken: value, baseUrl: value },
      two: { carrier: 'voximplant', credentials: { accountId: value, keyId: value, privateKey: value } },
      three: { carrier: value },
    },
  });
  expect(refusal.detail.fields?.map(({ field }) => field)).toEqual([
    'profiles.one.authId',
    'profiles.one.authToken',
    'profiles.one.baseUrl',
    'profiles.two.credentials.accountId',
    'profiles.two.credentials.keyId',
    'profiles.two.credentials.privateKey',
    'profiles.three.carrier',
  ]);
  expect(`${refusal.stack} ${JSON.stringify(refusal)}`).not.toContain('hunter2');
});

test('refuses options beside a provider, and a provider that is not a function', () => {
  const provider = createMemoryProvider();
  expect(fieldsOf({ profiles: { main: { provider, carrier: 'vobiz', region: 'in' } } })).toEqual([
    'profiles.main.carrier: cannot be combined with provider',
    'profiles.main.region: cannot be combined with provider',
    'profiles.main.provider: must be a function that creates a provider',
  ]);
});

test.each([
  [undefined, ['profiles: must be an object of profiles by name']],
  [{ profiles: [vobiz] }, ['profiles: must be an object of profiles by name']],
  [{ profile: {} }, ['profile: is not a known field', 'profiles: must be an object of profiles by name']],
])('refuses the configuration %#', (configuration, fields) => {
  expect(fieldsOf(configuration)).toEqual(fields);
});

test('passes on an error that is not a refusal', () => {
  const fault = new RangeError('out of order');
  const dispatcher = {
    get dispatch(): never {
      throw fault;
    },
  };
  const main = { ...vobiz, dispatcher } as unknown as Profile;
  expect(() => checkConfiguration({ profiles: { main } })).toThrow(fault);
});
