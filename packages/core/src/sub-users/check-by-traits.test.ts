import { expect, test } from 'vitest';
import { createMemoryProvider, memoryTraits } from '../memory/index.ts';
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

test('a field that the carrier only shows is refused, not dropped', async () => {
  const email = { access: 'read-only', source: 'test' } as const;
  const provider = createMemoryProvider({ traits: { fields: { ...memoryTraits.fields, email } } });
  const subUsers = openSubUsers(provider);
  await expect(subUsers.create({ name: 'Acme', email: 'ops@acme.example' })).rejects.toMatchObject({
    code: 'unsupported',
    detail: { fields: [{ field: 'email', rule: 'this carrier cannot hold it', unsupported: true }] },
  });
  expect(provider.operations).toEqual([]);
});

test('a reference can be taken off where the carrier empties no field, as long as a text is left', async () => {
  const { clearable: _, ...held } = memoryTraits.fields.description;
  const fields = { ...memoryTraits.fields, description: held, reference: held };
  const provider = createMemoryProvider({ traits: { fields } });
  const subUsers = openSubUsers(provider);
  await subUsers.create({ name: 'Acme', description: 'Support', reference: 'acme-42' });
  expect(await subUsers.update('m1', { reference: null })).toMatchObject({ description: 'Support', reference: null });
  await subUsers.create({ name: 'Beta', reference: 'beta-1' });
  const operations = provider.operations.length;
  await expect(subUsers.update('m2', { reference: null })).rejects.toMatchObject({
    code: 'unsupported',
    detail: { fields: [{ field: 'reference', unsupported: true }] },
  });
  expect(provider.operations.slice(operations)).toEqual(['get']);
});
