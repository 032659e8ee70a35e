import { openSubUsers, type SubUsers } from '@subuser/core';
import {
  startVobizEmulator,
  startVoximplantEmulator,
  type VobizEmulator,
  type VoximplantEmulator,
} from '@subuser/emulator';
import { createVobiz, type VobizCarrierOptions } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readAll } from '../support/read-all.ts';
import { rejection } from '../support/rejection.ts';
import { requestsOf } from '../support/requests-of.ts';

let emulators: { vobiz: VobizEmulator; voximplant: VoximplantEmulator };
let vobiz: SubUsers<VobizCarrierOptions>;
let voximplant: SubUsers;

beforeAll(async () => {
  emulators = { vobiz: await startVobizEmulator(), voximplant: await startVoximplantEmulator() };
  const { credentials, origin: baseUrl } = emulators.voximplant;
  voximplant = openSubUsers(createVoximplant({ credentials, baseUrl }));
  vobiz = openSubUsers(createVobiz({ ...emulators.vobiz.credentials, baseUrl: emulators.vobiz.origin }));
});
beforeEach(() => {
  for (const { control } of Object.values(emulators)) control.reset();
});
afterAll(async () => {
  await Promise.all([vobiz.close(), voximplant.close()]);
  await Promise.all(Object.values(emulators).map((emulator) => emulator.close()));
});

test.each(['vobiz', 'voximplant'] as const)(
  '%s: each once, though others come and go between the pages',
  async (carrier) => {
    const { control } = emulators[carrier];
    const subUsers: Pick<SubUsers, 'list' | 'delete'> = { vobiz, voximplant }[carrier];
    const ids = control.seed(350);
    const seen: string[] = [];
    for await (const { id } of subUsers.list()) {
      seen.push(id);
      if (seen.length !== 100) continue;
      // All behind them move up by five; on Vobiz three new ones move them down again.
      for (const gone of seen.slice(10, 15)) await subUsers.delete(gone);
      control.seed(3);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
  },
);

describe('Vobiz', () => {
  test('several hundred are listed once, newest first, a hundred a page', async () => {
    const { control } = emulators.vobiz;
    const ids = control.seed(350);
    const read = await readAll(vobiz);
    expect(read.map(({ id }) => id)).toEqual(ids.toReversed());
    const times = read.map(({ createdAt }) => createdAt?.getTime());
    expect(times).toEqual(times.toSorted((a = 0, b = 0) => b - a));
    expect(requestsOf(control)).toEqual(Array.from({ length: 4 }, () => 'listSubAccounts(page, size)'));
  });

  test('by status, whatever the carrier’s own filter calls active', async () => {
    emulators.vobiz.control.seed(120);
    const statuses = ['active', 'disabled', 'blocked'] as const;
    const counts = await Promise.all(statuses.map(async (status) => (await readAll(vobiz, status)).length));
    // Of the seeded ones every tenth is disabled, every eleventh waits for its KYC, and one of those is disabled.
    expect(counts).toEqual([98, 12, 10]);
  });

  test('find by name, as it is spelled, and by reference', async () => {
    emulators.vobiz.control.seed(150);
    const { id } = (await vobiz.create({ name: 'Café Zoë', reference: 'crm-1012' })).subUser;
    emulators.vobiz.control.seed(150);
    expect((await vobiz.find({ name: 'Café Zoë' }))?.id).toBe(id);
    expect((await vobiz.find({ reference: 'crm-1012' }))?.id).toBe(id);
    expect(await vobiz.find({ name: 'café zoë' })).toBeUndefined();
    const twin = (await vobiz.create({ name: 'Café Zoë' })).subUser;
    const error = await rejection(vobiz.find({ name: 'Café Zoë' }));
    expect(error.code).toBe('failed-precondition');
    expect(error.message).toContain(id);
    expect(error.message).toContain(twin.id);
  });
});

describe('Voximplant', () => {
  test('several hundred are listed once, over pages that overlap by one row', async () => {
    const { control } = emulators.voximplant;
    const ids = control.seed(350);
    const read = await readAll(voximplant);
    expect(read.map(({ id }) => id)).toEqual(ids);
    expect(read[1]).toMatchObject({ name: 'seeded_110', description: 'Seeded sub-user 110', grants: ['Developer'] });
    // No total: only a page without a new row is surely the last.
    expect(requestsOf(control)).toEqual([
      'GetSubUsers(with_roles, count)',
      ...Array.from({ length: 4 }, () => 'GetSubUsers(with_roles, offset, count)'),
    ]);
  });

  test('with one request less where the carrier tells a total', async () => {
    const { control } = emulators.voximplant;
    control.totalCount = true;
    control.seed(350);
    expect(await readAll(voximplant)).toHaveLength(350);
    expect(control.requests).toHaveLength(4);
  });

  test('find by name, folded, and by reference', async () => {
    emulators.voximplant.control.seed(150);
    const { id } = (await voximplant.create({ name: 'Cafe-Zoe', reference: 'crm-1012' })).subUser;
    emulators.voximplant.control.seed(150);
    expect((await voximplant.find({ name: 'CAFE-zoe' }))?.id).toBe(id);
    expect((await voximplant.find({ reference: 'crm-1012' }))?.id).toBe(id);
    expect(await voximplant.find({ name: 'cafe-zo' })).toBeUndefined();
    expect(await readAll(voximplant, 'disabled')).toEqual([]);
  });
});
