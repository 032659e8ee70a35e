import { openSubUsers } from '@subuser/core';
import { expect, onTestFinished, test } from 'vitest';
import { carriers } from '../carriers/all.ts';

test.each(carriers)('$label: each is listed once, though others come and go between the pages', async (carrier) => {
  const account = await carrier.openAccount();
  const subUsers = openSubUsers(account.connect());
  onTestFinished(async () => {
    await subUsers.close();
    await account.close();
  });
  const ids = account.control.seed(350);
  const seen: string[] = [];
  for await (const { id } of subUsers.list()) {
    seen.push(id);
    if (seen.length !== 100) continue;
    // All behind them move up by five; in a list with the newest first, three new ones move them down again.
    for (const gone of seen.slice(10, 15)) await subUsers.delete(gone);
    account.control.seed(3);
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
});
