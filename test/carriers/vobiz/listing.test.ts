import { openSubUsers, type SubUsers } from '@subuser/core';
import { startVobizEmulator, type VobizEmulator } from '@subuser/emulator';
import { createVobiz, type VobizCarrierOptions } from '@subuser/vobiz';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../support/read-all.ts';
import { rejection } from '../../support/rejection.ts';
import { requestsOf } from '../../support/requests-of.ts';

let emulator: VobizEmulator;
let control: VobizEmulator['control'];
let subUsers: SubUsers<VobizCarrierOptions>;

beforeAll(async () => {
  emulator = await startVobizEmulator();
  ({ control } = emulator);
  subUsers = openSubUsers(createVobiz(emulator.options));
});
beforeEach(() => control.reset());
afterAll(async () => {
  await subUsers.close();
  await emulator.close();
});

test('several hundred are listed once, newest first, a hundred a page', async () => {
  const ids = control.seed(350);
  const read = await readAll(subUsers);
  expect(read.map(({ id }) => id)).toEqual(ids.toReversed());
  const times = read.map(({ createdAt }) => createdAt?.getTime());
  expect(times).toEqual(times.toSorted((a = 0, b = 0) => b - a));
  expect(requestsOf(control)).toEqual(Array.from({ length: 4 }, () => 'listSubAccounts(page, size)'));
});

test('by status, whatever the carrier’s own filter calls active', async () => {
  control.seed(120);
  const statuses = ['active', 'disabled', 'blocked'] as const;
  const counts = await Promise.all(statuses.map(async (status) => (await readAll(subUsers, status)).length));
  // Every tenth seeded sub-account is disabled, every eleventh waits for its KYC, and one of those is disabled.
  expect(counts).toEqual([98, 12, 10]);
});

test('find by exact name and by reference', async () => {
  control.seed(150);
  const { id } = (await subUsers.create({ name: 'Café Zoë', reference: 'crm-1012' })).subUser;
  control.seed(150);
  expect((await subUsers.find({ name: 'Café Zoë' }))?.id).toBe(id);
  expect((await subUsers.find({ reference: 'crm-1012' }))?.id).toBe(id);
  expect(await subUsers.find({ name: 'café zoë' })).toBeUndefined();
  const twin = (await subUsers.create({ name: 'Café Zoë' })).subUser;
  const error = await rejection(subUsers.find({ name: 'Café Zoë' }));
  expect(error.code).toBe('failed-precondition');
  expect(error.message).toContain(id);
  expect(error.message).toContain(twin.id);
});
