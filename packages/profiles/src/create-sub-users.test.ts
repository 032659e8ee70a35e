import { createMemoryProvider } from '@subuser/core/memory';
import { expect, test } from 'vitest';
import { createSubUsers } from './create-sub-users.ts';
import type { Profile } from './profile.ts';

const refused = (profile: unknown) => () => createSubUsers(profile as Profile);

test('opens one account without a container', async () => {
  const vobiz = createSubUsers({ carrier: 'vobiz', authId: 'MA_MADEUP', authToken: 'made-up' });
  expect(vobiz.carrier).toBe('vobiz');
  await vobiz.close();
  await expect(vobiz.get('SA_1')).rejects.toMatchObject({ code: 'failed-precondition' });
});

test('takes a function that creates any other provider', async () => {
  const own = createSubUsers({ provider: () => createMemoryProvider({ carrier: 'own' }) });
  const { subUser } = await own.create({ name: 'Support desk' });
  expect(subUser).toMatchObject({ carrier: 'own', name: 'Support desk' });
});

test('refuses a wrong profile with the plain names of its fields', () => {
  expect(refused({ carrier: 'telco' })).toThrow(
    expect.objectContaining({
      code: 'invalid-argument',
      message:
        'Invalid profile: carrier: must be one of vobiz, voximplant; any other carrier needs a provider function',
    }),
  );
  expect(refused({ carrier: 'vobiz', authId: 'MA_MADEUP', authToken: 'made-up', passwordsIn: 'body' })).toThrow(
    expect.objectContaining({
      code: 'invalid-argument',
      detail: {
        carrier: 'vobiz',
        operation: 'configure',
        document: 'vobiz configuration',
        fields: [{ field: 'passwordsIn', rule: 'is not a known field' }],
      },
    }),
  );
});

test('the compiler refuses the options of another carrier', () => {
  // @ts-expect-error passwordsIn is Voximplant's
  const mixed: Profile = { carrier: 'vobiz', authId: 'MA_MADEUP', authToken: 'made-up', passwordsIn: 'body' };
  // @ts-expect-error a carrier or a provider, not both
  const both: Profile = { carrier: 'vobiz', authId: 'MA_MADEUP', authToken: 'made-up', provider: createMemoryProvider };
  expect([mixed.carrier, both.carrier]).toEqual(['vobiz', 'vobiz']);
});
