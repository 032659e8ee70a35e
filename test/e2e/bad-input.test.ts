import { openSubUsers, Secret, type SubUserId, type SubUserProvider } from '@subuser/core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { carriers } from '../carriers/all.ts';
import { type Calls, notRefused, oddIds } from '../support/not-refused.ts';

const change = { current: new Secret('Kv8#nB3?tZ6!'), next: new Secret('Xw5-gT7=hR2@') };

/** Every call of the provider itself that takes an id, with nothing in front of it. */
function callsOfProvider<O>(provider: SubUserProvider<O>, id: SubUserId): Calls {
  return {
    get: () => provider.get(id),
    update: () => provider.update(id, { description: 'x' }),
    'update of grants': () => provider.update(id, { grants: [] }),
    delete: () => provider.delete(id),
    suspend: () => provider.suspension?.suspend(id),
    resume: () => provider.suspension?.resume(id),
    changePassword: () => provider.password?.change(id, change),
    verification: () => provider.verification?.status(id),
  };
}

function callsOfSubUsers<O>(provider: SubUserProvider<O>, id: SubUserId): Calls {
  const subUsers = openSubUsers(provider);
  return {
    get: () => subUsers.get(id),
    update: () => subUsers.update(id, { description: 'x' }),
    'update of grants': () => subUsers.update(id, { grants: [] }),
    delete: () => subUsers.delete(id),
    suspend: () => provider.suspension && subUsers.suspend(id),
    resume: () => provider.suspension && subUsers.resume(id),
    changePassword: () => provider.password && subUsers.changePassword(id, change),
    verification: () => provider.verification && subUsers.verification(id),
  };
}

const accounts = await Promise.all(
  carriers.map(async (carrier) => {
    const account = await carrier.openAccount();
    return { carrier, account, provider: account.connect() };
  }),
);
afterAll(async () => {
  for (const { account, provider } of accounts) {
    await provider.close();
    await account.close();
  }
});

describe.each(accounts)('$carrier.label', ({ carrier, account, provider }) => {
  const { control } = account;
  beforeEach(() => control.reset());

  const odd = [...oddIds, ...carrier.ids.odd];
  test.each(odd.map((id) => [id]))('%j never reaches the wire', async (value) => {
    const id = value as string;
    expect(await notRefused(callsOfProvider(provider, id))).toEqual([]);
    expect(await notRefused(callsOfSubUsers(provider, id))).toEqual([]);
    expect(control.requests).toHaveLength(0);
  });

  test('a good one does, by every one of these calls', async () => {
    const { unknown } = carrier.ids;
    for (const calls of [callsOfProvider(provider, unknown), callsOfSubUsers(provider, unknown)]) {
      control.reset();
      expect((await notRefused(calls)).every((name) => name.endsWith(': not-found'))).toBe(true);
      // Two updates, a get and a delete, and one of each facet that the carrier has.
      const { suspension, password, verification } = provider;
      const facets = (suspension ? 2 : 0) + (password ? 1 : 0) + (verification ? 1 : 0);
      expect(control.requests).toHaveLength(4 + facets);
    }
  });
});
