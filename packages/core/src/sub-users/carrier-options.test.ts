import { expect, test } from 'vitest';
import * as z from 'zod';
import { createMemoryProvider } from '../memory/index.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import { openSubUsers } from './open-sub-users.ts';

interface Options {
  rate?: number | string;
}

function open(own: Partial<SubUserProvider<Options>>) {
  const received: unknown[] = [];
  const { carrierOptions: _any, ...memory } = createMemoryProvider();
  const provider: SubUserProvider<Options> = {
    ...memory,
    async create({ carrierOptions, ...draft }, call) {
      received.push(carrierOptions);
      return memory.create(draft, call);
    },
    async update(id, { carrierOptions, ...revision }, call) {
      received.push(carrierOptions);
      return memory.update(id, revision, call);
    },
    ...own,
  };
  return { subUsers: openSubUsers(provider), received, memory };
}

const carrierOptions = z.strictObject({ rate: z.coerce.number().max(5).optional() });

test('a provider receives what its schema returns, of a create and of an update', async () => {
  const { subUsers, received } = open({ carrierOptions });
  const { subUser } = await subUsers.create({ name: 'Desk', carrierOptions: { rate: '3' } });
  await subUsers.update(subUser.id, { carrierOptions: { rate: '4' } });
  await subUsers.create({ name: 'Plain' });
  expect(received).toEqual([{ rate: 3 }, { rate: 4 }, undefined]);
});

test('options that do not fit are refused with the other rules, and nothing is sent', async () => {
  const { subUsers, memory } = open({ carrierOptions });
  const broken = { name: '', carrierOptions: { rate: 9, mode: 1 } };
  expect(subUsers.check(broken).map(({ field }) => field)).toEqual([
    'name',
    'carrierOptions.rate',
    'carrierOptions.mode',
  ]);
  await expect(subUsers.update('1', { carrierOptions: 7 as Options })).rejects.toMatchObject({
    code: 'invalid-argument',
    detail: { operation: 'update', fields: [{ field: 'carrierOptions' }] },
  });
  expect(memory.operations).toEqual([]);
});

test('a carrier without options refuses any', async () => {
  const { subUsers, memory } = open({});
  const fields = [{ field: 'carrierOptions', rule: 'this carrier has none', unsupported: true }];
  const act = [
    subUsers.create({ name: 'Desk', carrierOptions: {} }),
    subUsers.update('1', { carrierOptions: {} }),
  ] as const;
  for (const each of act) await expect(each).rejects.toMatchObject({ code: 'unsupported', detail: { fields } });
  expect(memory.operations).toEqual([]);
});

test('the adapter’s own rules of an update see the revision that would be sent', async () => {
  const { subUsers, memory } = open({
    carrierOptions,
    checkRevision: ({ description, carrierOptions: options }) =>
      description === '' || options?.rate === 5 ? [{ field: 'description', rule: 'must not be empty' }] : [],
  });
  const { subUser } = await subUsers.create({ name: 'Desk' });
  for (const change of [{ description: '' }, { carrierOptions: { rate: '5' } }])
    await expect(subUsers.update(subUser.id, change)).rejects.toMatchObject({
      code: 'invalid-argument',
      detail: { operation: 'update', subject: subUser.id, fields: [{ field: 'description' }] },
    });
  expect(memory.operations).not.toContain('update');
});
