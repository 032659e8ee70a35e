import { expect, test } from 'vitest';
import { createMemoryProvider, memoryTraits } from './memory/index.ts';
import { openSubUsers } from './open-sub-users.ts';

test('a stated length holds for every text field, in a create and in a change', async () => {
  const { email, phone } = memoryTraits.fields;
  const fields = { ...memoryTraits.fields, email: { ...email, maxLength: 12 }, phone: { ...phone, maxLength: 8 } };
  const provider = createMemoryProvider({ traits: { fields } });
  const subUsers = openSubUsers(provider);
  const tooLong = { email: 'ab@c.example', phone: '+12345678' };
  await subUsers.create({ name: 'Acme', email: 'ab@c.example' });
  const due = {
    code: 'invalid-argument',
    detail: { fields: [{ field: 'phone', rule: 'must have at most 8 characters, has 9' }] },
  };
  await expect(subUsers.create({ name: 'Acme', ...tooLong })).rejects.toMatchObject(due);
  await expect(subUsers.update('m1', tooLong)).rejects.toMatchObject(due);
  expect(provider.operations).toEqual(['create']);
});
