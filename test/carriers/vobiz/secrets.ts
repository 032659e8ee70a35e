import { openSubUsers, Secret } from '@subuser/core';
import type { VobizEmulator } from '@subuser/emulator';
import { createVobiz, createVobizClient } from '@subuser/vobiz';
import type { SecretFacts } from '../secret-facts.ts';
import { urlsWith } from '../urls-with.ts';
import { openEverything } from './every-call.ts';

/** Nobody listens there: a request would fail in another way. */
const baseUrl = 'http://127.0.0.1:9';

export const secrets: SecretFacts<VobizEmulator['options']> = {
  ofAccount: ({ authToken }) => ({ 'Vobiz auth token': authToken }),
  personal: ({ text, capitals }) => ({
    pan: capitals(10),
    gstin: capitals(15),
    linkedNumber: capitals(12),
    oauthState: text(),
    accessRequest: text(),
    customerEmail: `${text()}@example.com`,
  }),
  headers: ['x-auth-token'],
  inHeaders: ['Vobiz auth token'],
  inBodies: ['password', 'personal data'],
  issued: [
    ['sub-account token', /"auth_token":"([^"<\r]+)(?:"|$)/gu],
    ['console token', /"(?:access|refresh)_token":"([^"\r]+)(?:"|$)/gu],
  ],
  sent: [],
  passwordIn: (body) => /"password":"(.*?)"[,}]/u.exec(body)?.[1],
  errorBody(echo, code) {
    const details = [{ type: 'value_error', loc: ['body', 'name', echo], msg: echo }];
    return { error: { code, message: echo, details }, message: echo, details, status: 'error', status_code: 400 };
  },
  openEverything,
  // The carrier has no passwords; it does not know the requests and documents of this run.
  failing: [
    'changePassword: unsupported',
    'kyc.verifyDigilocker: not-found',
    'kycTest.verifyPan: invalid-argument',
    'kycTest.verifyGst: invalid-argument',
    'kycTest.verifyDigilocker: invalid-argument',
  ],
  succeeding: 30,
  settling: 1,
  refusedActs(secret) {
    const wrong: object[] = [
      ...[`two words ${secret}`, { token: secret }, [secret], null].map((authToken) => ({ authId: 'MA_1', authToken })),
      ...urlsWith(secret).map((url) => ({ authId: 'MA_1', authToken: 'x', baseUrl: url })),
      { authId: secret, authToken: secret },
      { authId: 'MA_1', authToken: secret, retries: secret, pace: secret, clock: secret },
    ];
    const subUsers = openSubUsers(createVobiz({ authId: 'MA_1', authToken: secret, baseUrl }));
    const passwords = [secret, `${secret} `, new Secret(secret), { text: secret }, [secret], Buffer.from(secret)];
    return {
      acts: [
        ...[createVobiz, createVobizClient].flatMap((create) => wrong.map((options) => () => create(options as never))),
        ...passwords.flatMap((password) => [
          () => subUsers.create({ name: 'Desk', password } as never),
          () => subUsers.create({ name: 'Desk', carrierOptions: { password, limit: secret } } as never),
          () => subUsers.update('SA_1', { carrierOptions: { password } } as never),
        ]),
      ],
      close: () => subUsers.close(),
    };
  },
  replyWithoutId({ text }) {
    const [auth_token, access_token, refresh_token] = [text(), text(), text()];
    return {
      body: { message: 'Created', auth_credentials: { auth_token }, tokens: { access_token, refresh_token } },
      secrets: [
        ['sub-account token', auth_token],
        ['console token', access_token],
        ['console token', refresh_token],
      ],
    };
  },
};
