import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { openSubUsers, Secret } from '@subuser/core';
import { createVobiz, createVobizClient } from '@subuser/vobiz';
import { createVoximplant, createVoximplantClient } from '@subuser/voximplant';
import type { Party } from './expedition.ts';

/** A thing to do that is refused before anything is sent; untyped, since JavaScript and JSON are. */
type Refused = () => unknown;

/** Where nobody listens: a request would fail, and in another way. */
const baseUrl = 'http://127.0.0.1:9';

/** Options that break a rule and hold the secret, in whatever place a reader of the documents might put it. */
function misconfigurations(secret: string): Refused[] {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const sec1 = ec.export({ type: 'sec1', format: 'pem' });
  const keys = [secret, `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`, sec1, { pem: secret }];
  const urls = [`https://user:${secret}@carrier.invalid`, `https://carrier.invalid/?key=${secret}`, `ftp://${secret}`];
  const vobiz = [
    ...[`two words ${secret}`, { token: secret }, [secret], null].map((authToken) => ({ authId: 'MA_1', authToken })),
    ...urls.map((url) => ({ authId: 'MA_1', authToken: 'x', baseUrl: url })),
    { authId: secret, authToken: secret },
    { authId: 'MA_1', authToken: secret, retries: secret, pace: secret, clock: secret },
  ];
  const voximplant = [
    ...keys.flatMap((key) => [
      { credentials: { accountId: 1, keyId: 'k', privateKey: key } },
      { credentials: { account_id: secret, key_id: `a ${secret}`, private_key: key } },
    ]),
    ...urls.map((url) => ({ credentials: secret, baseUrl: url })),
    { credentials: { accountId: 1, keyId: 'k', privateKey: secret }, passwordsIn: secret },
  ];
  return [
    ...vobiz.flatMap((options) => [() => createVobiz(options as never), () => createVobizClient(options as never)]),
    ...voximplant.flatMap((options) => [
      () => createVoximplant(options as never),
      () => createVoximplantClient(options as never),
    ]),
  ];
}

/** Input that breaks a rule and holds the secret. */
function misuses(secret: string, privateKey: string): { refused: Refused[]; close(): Promise<unknown> } {
  const vobiz = openSubUsers(createVobiz({ authId: 'MA_1', authToken: secret, baseUrl }));
  const credentials = { accountId: 1, keyId: 'k', privateKey };
  const voximplant = openSubUsers(createVoximplant({ credentials, baseUrl }));
  const client = createVoximplantClient({ credentials, baseUrl });
  const current = new Secret(secret);
  const passwords = [secret, `${secret} `, new Secret(secret), { text: secret }, [secret], Buffer.from(secret)];
  return {
    refused: [
      ...passwords.flatMap((password) => [
        () => vobiz.create({ name: 'Desk', password } as never),
        () => vobiz.create({ name: 'Desk', carrierOptions: { password, limit: secret } } as never),
        () => vobiz.update('SA_1', { carrierOptions: { password } } as never),
        () => voximplant.create({ name: 'support', password } as never),
        () => voximplant.create({ name: 'support', carrierOptions: { password } } as never),
        () => voximplant.changePassword('1', { current, next: password } as never),
      ]),
      () => voximplant.changePassword('1', { current, next: current }),
      () => voximplant.suspend('1'),
      () => client.addSubUser({ new_subuser_name: 'support', new_subuser_password: `${secret}\ud800` }),
      () => client.setSubUserInfo({ subuser_id: 'one', new_subuser_password: secret, old_subuser_password: '' }),
    ],
    close: () => Promise.all([vobiz.close(), voximplant.close(), client.close()]),
  };
}

/** What is refused before anything is sent: wrong options, and input that breaks a rule. The number of refusals. */
export async function huntThroughRefusals({ hunt, grounds }: Party): Promise<number> {
  // Every carrier's rule for passwords refuses it.
  const secret = randomBytes(16).toString('hex');
  hunt.vault.add('password', secret);
  const [key] = grounds.flatMap((ground) => (ground.key.carrier === 'voximplant' ? [ground.key] : []));
  const { refused, close } = misuses(secret, key?.credentials.private_key ?? '');
  let count = 0;
  for (const act of [...misconfigurations(secret), ...refused]) {
    hunt.calls += 1;
    try {
      hunt.look('results', await act());
    } catch (error) {
      hunt.look('errors', error);
      count += 1;
    }
  }
  await close();
  return count;
}
