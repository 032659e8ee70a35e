import type { VoximplantEmulator } from '@subuser/emulator';
import { createVoximplantClient } from '@subuser/voximplant';
import { expect } from 'vitest';
import type { ProxyFacts } from '../carrier-under-test.ts';

/** The lines of a key that no other key has. */
const linesOf = (pem: string): string[] => pem.split('\n').filter((line) => line.length === 64);

export const proxied: ProxyFacts = {
  async use({ options, control }, password, dispatcher) {
    const account = options as VoximplantEmulator['options'];
    const client = createVoximplantClient({ ...account, dispatcher });
    const login = { new_subuser_name: 'support-desk', new_subuser_password: password };
    const { subuser_id } = await client.addSubUser(login);
    const next = `${password}-2`;
    await client.setSubUserInfo({ subuser_id, old_subuser_password: password, new_subuser_password: next });
    expect(control.authenticates('support-desk', next)).toBe(true);
    const { private_key } = await client.createKey();
    await client.delSubUser({ subuser_id });
    await client.close();
    return {
      password,
      'our key': linesOf(account.credentials.private_key),
      'a new key': linesOf(private_key.reveal()),
    };
  },
  requests: ['AddSubUser 200', 'SetSubUserInfo 200', 'CreateKey 200', 'DelSubUser 200'],
  words: /Bearer|platform_api|support-desk/i,
  // Our own key never leaves us.
  readable: ['password', 'a new key'],
  inRequestLines: [],
};
