import { openSubUsers, type SubUsers } from '@subuser/core';
import { makePlan, parseMapping, type Plan, takeInventory, type Verification, verifyPlan } from '@subuser/migrate';
import { nativeOf, type VobizCarrierOptions } from '@subuser/vobiz';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vobiz } from '../vobiz.ts';

type Account = Awaited<ReturnType<typeof vobiz.openAccount>>;

let accounts: Account[];
let source: SubUsers<VobizCarrierOptions>;
let target: SubUsers<VobizCarrierOptions>;

beforeAll(async () => {
  accounts = [await vobiz.openAccount(), await vobiz.openAccount()];
  [source, target] = accounts.map((account) => openSubUsers(account.connect())) as [SubUsers, SubUsers];
});
afterAll(async () => {
  await Promise.all([source.close(), target.close()]);
  await Promise.all(accounts.map((account) => account.close()));
});

async function plan(): Promise<{ plan: Plan; verification: Verification }> {
  const inventories = {
    source: await takeInventory(source, { profile: 'old' }),
    target: await takeInventory(target, { profile: 'new' }),
  };
  const made = makePlan({ ...inventories, mapping: parseMapping({ version: 1, grants: { calls: ['calls'] } }) });
  return { plan: made, verification: verifyPlan({ plan: made, ...inventories }) };
}

test('rate limit and KYC mode move to another account, and are compared and corrected', async () => {
  const limited = await source.create({ name: 'Limited', carrierOptions: { rateLimit: 50 } });
  await source.create({
    name: 'Customer',
    email: 'customer@example.com',
    carrierOptions: { kycMode: 'customer_use', businessType: 'llp' },
  });
  for (const { input } of (await plan()).plan.steps) if (input) await target.create(input);
  const there = new Map<string, unknown>();
  for await (const subUser of target.list()) there.set(subUser.name, { ...nativeOf(subUser), status: subUser.status });
  expect(there.get('Limited')).toMatchObject({ rate_limit: 50, status: 'active' });
  expect(there.get('Customer')).toMatchObject({
    rate_limit: 1000,
    kyc_mode: 'customer_use',
    business_type: 'llp',
    status: 'blocked',
  });
  expect((await plan()).verification).toMatchObject({ counts: { '=': 2, '*': 0 }, isClean: true, callsBlocked: 1 });

  await source.update(limited.subUser.id, { carrierOptions: { rateLimit: 70 } });
  const { plan: second, verification } = await plan();
  expect(verification.lines.filter(({ sigil }) => sigil === '*')).toMatchObject([
    { name: 'Limited', fields: ['carrierOptions.rateLimit'] },
  ]);
  for (const { action, target: at, change } of second.steps)
    if (action === 'update' && at && change) await target.update(at.id, change);
  expect((await plan()).verification.isClean).toBe(true);
});
