import { generateKeyPairSync } from 'node:crypto';
import { openSubUsers, Secret } from '@subuser/core';
import type { VoximplantEmulator } from '@subuser/emulator';
import { createVoximplant, createVoximplantClient, type VoximplantOptions } from '@subuser/voximplant';
import type { SecretFacts } from '../secret-facts.ts';
import { urlsWith } from '../urls-with.ts';
import { openEverything } from './every-call.ts';

/** Nobody listens there: a request would fail in another way. */
const baseUrl = 'http://127.0.0.1:9';

/** What might pass as a private key, with the secret in it. */
function keysWith(secret: string): unknown[] {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const sec1 = ec.export({ type: 'sec1', format: 'pem' });
  return [secret, `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`, sec1, { pem: secret }];
}

export const secrets: SecretFacts<VoximplantEmulator['options']> = {
  ofAccount: ({ credentials }) => ({ 'Voximplant private key': credentials.private_key }),
  personal: () => ({}),
  headers: ['authorization'],
  inHeaders: ['Voximplant token', 'any authorization', 'any token'],
  inBodies: ['password'],
  issued: [['new private key', /"private_key":"([^"\r]+)(?:"|$)/gu]],
  sent: [
    ['Voximplant token', /^authorization: Bearer (\S+)/gimu],
    ['password', /(?:^|&|\?)(?:new|old)_subuser_password=([^&\s]+)/gmu],
  ],
  passwordIn: (body) => new URLSearchParams(body).get('new_subuser_password') ?? undefined,
  errorBody: (echo, code) => ({
    error: { code, msg: echo, field_name: echo },
    errors: [{ code, msg: echo, field_name: echo }],
  }),
  openEverything,
  failing: ['suspend: unsupported'],
  succeeding: 28,
  settling: 2,
  passwordsInQuery: { passwordsIn: 'query' } satisfies Partial<VoximplantOptions>,
  refusedActs(secret, { credentials: { private_key: privateKey } }) {
    const wrong: object[] = [
      ...keysWith(secret).flatMap((key) => [
        { credentials: { accountId: 1, keyId: 'k', privateKey: key } },
        { credentials: { account_id: secret, key_id: `a ${secret}`, private_key: key } },
      ]),
      ...urlsWith(secret).map((url) => ({ credentials: secret, baseUrl: url })),
      { credentials: { accountId: 1, keyId: 'k', privateKey: secret }, passwordsIn: secret },
    ];
    const credentials = { accountId: 1, keyId: 'k', privateKey };
    const subUsers = openSubUsers(createVoximplant({ credentials, baseUrl }));
    const client = createVoximplantClient({ credentials, baseUrl });
    const current = new Secret(secret);
    const passwords = [secret, `${secret} `, new Secret(secret), { text: secret }, [secret], Buffer.from(secret)];
    return {
      acts: [
        ...[createVoximplant, createVoximplantClient].flatMap((create) =>
          wrong.map((options) => () => create(options as never)),
        ),
        ...passwords.flatMap((password) => [
          () => subUsers.create({ name: 'support', password } as never),
          () => subUsers.create({ name: 'support', carrierOptions: { password } } as never),
          () => subUsers.changePassword('1', { current, next: password } as never),
        ]),
        () => subUsers.changePassword('1', { current, next: current }),
        () => subUsers.suspend('1'),
        () => client.addSubUser({ new_subuser_name: 'support', new_subuser_password: `${secret}\ud800` }),
        () => client.setSubUserInfo({ subuser_id: 'one', new_subuser_password: secret, old_subuser_password: '' }),
      ],
      close: () => Promise.all([subUsers.close(), client.close()]),
    };
  },
};
