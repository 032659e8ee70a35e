import { startVobizEmulator, type VobizEmulator, type VobizSettings } from '@subuser/emulator';
import { vobizCarrier } from '@subuser/vobiz';
import type { CarrierUnderTest } from './carrier-under-test.ts';
import { openAccount } from './open-account.ts';
import { proxied } from './vobiz/proxied.ts';
import { secrets } from './vobiz/secrets.ts';
import { vobizTruth } from './vobiz/truth.ts';

/** Vobiz's error shapes that carry no status of their own; shape 3 says 422 whatever the reply's status is. */
const shapes = [1, 2, 4, 5, 6, 7] as const;

export const vobiz: CarrierUnderTest = {
  ...vobizCarrier,
  async openAccount(options) {
    const emulator = await startVobizEmulator(options);
    return openAccount(vobiz, emulator, vobizTruth(emulator));
  },
  variants: [
    { title: '', settings: {} },
    {
      title: ', answering otherwise where the documents contradict each other',
      settings: {
        createStatus: 200,
        retrieveEnvelope: true,
        kycKeys: 'never',
        created: 'date',
        deleteAnswer: 204,
        pageLimit: 7,
        sizeReply: 'asked',
        isActive: 'enabled',
        putIsActive: 'applied',
        activeOnly: 'is_active',
        missingSlash: 'strict',
        kycReply: 'example',
        sessionFields: 'optional',
        sessionDays: 30,
        ids: 'id',
      } satisfies VobizSettings,
    },
    {
      title: ', for customers who must be verified before they call',
      settings: {},
      always: {
        email: 'kyc@customer.example',
        carrierOptions: { kycMode: 'customer_use', businessType: 'private_limited' },
      },
    },
  ],
  vary: (random) =>
    ({
      createStatus: random.pick([200, 201]),
      retrieveEnvelope: random.pick([true, false]),
      kycKeys: random.pick(['customer_use', 'always', 'never']),
      created: random.pick(['date', 'date-time']),
      deleteAnswer: random.pick([200, 204]),
    }) satisfies Partial<VobizSettings>,
  chaos: {
    names: ['Support desk', 'Acme', 'Łódź warehouse'],
    takenNames: ['Support desk', 'Acme'],
    grants: ['calls', 'cdr'],
    changesGrantsInParts: false,
    wrong: { email: 'nowhere' },
    takenCodes: () => [],
    error200: (random) => ({
      kind: 'error-200',
      rule: { fault: 'error-200', shape: random.pick(shapes), applied: random.chance(0.5) },
    }),
    calls: ['suspend', 'resume'],
    faults: ['error-200'],
  },
  endings: new URL('vobiz/endings.md', import.meta.url),
  ids: { unknown: 'SA_12345678', odd: ['500001', 500_001, 'MA_12345678', 'SA_', 'sa_1', 'SA_é', 'SA_1 '] },
  withPassword: (password) => ({ carrierOptions: { password } }),
  proxied,
  migration: {
    given: ['calls', 'cdr'],
    received: ['calls', 'cdr'],
    inherited: 'calls',
    seeded: { name: 'Müller & Söhne 12', email: 210, phone: 225, disabled: 30, blocked: 25, lastGrant: 100 },
  },
  full: { fault: 'status', status: 402 },
  fileProfile({ options }, name) {
    const { authToken, ...rest } = options as VobizEmulator['options'];
    const variable = `${name.toUpperCase()}_TOKEN`;
    return {
      profile: { carrier: vobiz.name, ...rest, authToken: { env: variable } },
      environment: { [variable]: authToken },
    };
  },
  secrets,
  cures: [
    ['425', { fault: 'status', status: 425 }],
    ['429', { fault: 'status', status: 429, retryAfter: 3 }],
  ],
};
