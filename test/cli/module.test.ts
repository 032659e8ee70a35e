import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTincan, type Tincan } from '../../docs/examples/third-carrier/tincan-server.ts';
import { linesOf, openSession, type Session } from './session.ts';

const adapter = fileURLToPath(new URL('../../docs/examples/third-carrier/tincan-carrier.ts', import.meta.url));

let session: Session;
let tincan: Tincan;

/** A configuration of both emulators and of one account more. */
async function configure(profile: object): Promise<void> {
  const { old } = session.profiles;
  await session.write('tincan.config.json', { profiles: { old, tin: profile } });
}

const account = (more: object = {}): object => ({
  module: './tincan.js',
  baseUrl: tincan.origin,
  apiKey: { env: 'TINCAN_API_KEY' },
  ...more,
});

beforeAll(async () => {
  session = await openSession();
  tincan = await startTincan();
  Object.assign(session.environment, { SUBUSER_CONFIG: 'tincan.config.json', TINCAN_API_KEY: tincan.apiKey });
  await session.write('tincan.js', `export { tincanCarrier } from ${JSON.stringify(adapter)};\n`);
  await session.run('secrets keygen --out keys');
});
afterAll(async () => {
  await tincan.close();
  await session.close();
});

test('a secret of a stranger’s module in clear is refused, with its line', async () => {
  await configure(account({ apiKey: tincan.apiKey }));
  const { code, data, messages } = await session.run('list --profile tin');
  expect([code, data]).toEqual([1, '']);
  expect(messages).toMatch(/tincan\.config\.json:\d+: profiles\.tin\.apiKey: must not be in clear here/u);
  expect(messages).not.toContain(tincan.apiKey);
});
