import { SubUserError, type SubUserProvider, type Traits } from '@subuser/core';
import { memoryTraits } from '@subuser/core/memory';
import { loginTraits, openMemory } from '../test-support/memory-harness.ts';
import { describeProvider } from './describe-provider.ts';

const noFacets = { suspension: false, password: false, verification: false };
const absent = { access: 'absent', source: 'this test' } as const;

/** A provider that repeats what certainly was not applied. */
function tryingAgain(provider: SubUserProvider): SubUserProvider {
  const again = <T>(act: () => Promise<T>): Promise<T> =>
    act().catch((error: unknown) => {
      if (SubUserError.is(error, 'unavailable') || SubUserError.is(error, 'rate-limited')) return act();
      throw error;
    });
  return {
    ...provider,
    create: (draft, call) => again(() => provider.create(draft, call)),
    get: (id, call) => again(() => provider.get(id, call)),
    listPage: (request, call) => again(() => provider.listPage(request, call)),
  };
}

describeProvider('memory', async () => openMemory());

describeProvider('memory with logins, chosen passwords and overlapping pages', async () =>
  openMemory({ traits: loginTraits, facets: { suspension: false, verification: false } }),
);

describeProvider('memory with totals and no facets', async () =>
  openMemory({ traits: { listing: { order: 'newest-first', shiftEvidence: 'total' } }, facets: noFacets }),
);

describeProvider('memory with stable pages, oldest first', async () =>
  openMemory({ traits: { listing: { order: 'unstated', shiftEvidence: 'stable-cursor' } } }),
);

describeProvider('memory with unique names that keep their case', async () =>
  openMemory({ traits: { name: { minLength: 1, maxLength: 64, fold: 'none', unique: true, source: 'this test' } } }),
);

describeProvider('memory that stores hardly anything', async () =>
  openMemory({
    traits: {
      fields: {
        ...memoryTraits.fields,
        email: absent,
        phone: absent,
        description: absent,
        reference: absent,
        grants: absent,
        enabled: absent,
        createdAt: absent,
        updatedAt: absent,
      },
      grants: { names: [], omitted: 'none' },
    },
    facets: noFacets,
  }),
);

describeProvider('memory whose secrets are never shown, with a grant for its panel only', async () => {
  const harness = openMemory({
    traits: { credentials: { origin: 'issued', shown: 'never' }, grants: { names: null, omitted: 'inherits' } },
  });
  const { provider } = harness;
  return {
    ...harness,
    provider: {
      ...tryingAgain(provider),
      create: async (draft, call) => ({ subUser: (await tryingAgain(provider).create(draft, call)).subUser }),
      grants: async (call) => [...(await provider.grants(call)), { name: 'panel', assignable: false }],
    },
  };
});

describeProvider('memory that changes nothing once it is set', async () => {
  const harness = openMemory({
    traits: {
      fields: Object.fromEntries(
        Object.entries(memoryTraits.fields).map(([field, trait]) => [
          field,
          trait.access === 'read-write' ? { access: 'create-only', source: 'this test' } : trait,
        ]),
      ) as Traits['fields'],
    },
  });
  return { ...harness, provider: tryingAgain(harness.provider) };
});

describeProvider('memory of little room', async () => {
  const { description, email, phone, ...fields } = memoryTraits.fields;
  return openMemory({
    traits: {
      fields: {
        ...fields,
        email: { ...email, maxLength: 120 },
        phone: { ...phone, maxLength: 16 },
        description: { ...description, maxLength: 60 },
      },
    },
  });
});
