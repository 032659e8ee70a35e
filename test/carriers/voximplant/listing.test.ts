import { openSubUsers, type SubUsers } from '@subuser/core';
import { startVoximplantEmulator, type VoximplantEmulator } from '@subuser/emulator';
import { createVoximplant } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../support/read-all.ts';
import { requestsOf } from '../../support/requests-of.ts';

let emulator: VoximplantEmulator;
let control: VoximplantEmulator['control'];
let subUsers: SubUsers;

beforeAll(async () => {
  emulator = await startVoximplantEmulator();
  ({ control } = emulator);
  subUsers = openSubUsers(createVoximplant(emulator.options));
});
beforeEach(() => control.reset());
afterAll(async () => {
  await subUsers.close();
  await emulator.close();
});

test('several hundred are listed once, over pages that overlap by one row', async () => {
  const ids = control.seed(350);
  const read = await readAll(subUsers);
  expect(read.map(({ id }) => id)).toEqual(ids);
  expect(read[1]).toMatchObject({ name: 'seeded_110', description: 'Seeded sub-user 110', grants: ['Developer'] });
  // Without a total, only a page without a new row is certainly the last.
  expect(requestsOf(control)).toEqual([
    'GetSubUsers(with_roles, count)',
    ...Array.from({ length: 4 }, () => 'GetSubUsers(with_roles, offset, count)'),
  ]);
});

test('to a page without a new row, also if the carrier states a total', async () => {
  control.totalCount = true;
  control.seed(350);
  expect(await readAll(subUsers)).toHaveLength(350);
  expect(control.requests).toHaveLength(5);
});

test('find by name, folded, and by reference', async () => {
  control.seed(150);
  const { id } = (await subUsers.create({ name: 'Cafe-Zoe', reference: 'crm-1012' })).subUser;
  control.seed(150);
  expect((await subUsers.find({ name: 'CAFE-zoe' }))?.id).toBe(id);
  expect((await subUsers.find({ reference: 'crm-1012' }))?.id).toBe(id);
  expect(await subUsers.find({ name: 'cafe-zo' })).toBeUndefined();
  expect(await readAll(subUsers, 'disabled')).toEqual([]);
});
