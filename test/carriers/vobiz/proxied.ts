import type { VobizEmulator } from '@subuser/emulator';
import { createVobizClient } from '@subuser/vobiz';
import { expect } from 'vitest';
import type { ProxyFacts } from '../carrier-under-test.ts';

export const proxied: ProxyFacts = {
  async use({ options }, password, dispatcher) {
    const account = options as VobizEmulator['options'];
    const client = createVobizClient({ ...account, dispatcher });
    const created = await client.createSubAccount({ name: 'Support desk', password });
    const id = created.sub_account.auth_id;
    await client.updateSubAccount(id, { description: 'Other' });
    expect((await client.retrieveSubAccount(id)).description).toBe('Other');
    await client.deleteSubAccount(id);
    await client.close();
    const issued = created.auth_credentials?.auth_token?.reveal() ?? expect.unreachable();
    return { password, token: account.authToken, issued, account: account.authId };
  },
  requests: ['createSubAccount 201', 'updateSubAccount 200', 'retrieveSubAccount 200', 'deleteSubAccount 200'],
  words: /x-auth|sub-accounts|Support desk/i,
  readable: ['password', 'token', 'issued', 'account'],
  inRequestLines: ['account'],
};
