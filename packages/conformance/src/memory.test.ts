import { memoryTraits } from '@subuser/core/memory';
import { loginTraits, openMemory } from '../test-fixtures/memory-harness.ts';
import { describeProvider } from './describe-provider.ts';

const noFacets = { suspension: false, password: false, verification: false };
const absent = { access: 'absent', source: 'this test' } as const;

describeProvider('memory', async () => openMemory());

describeProvider('memory with logins, chosen passwords and overlapping pages', async () =>
  openMemory({ traits: loginTraits, facets: { suspension: false, verification: false } }),
);

describeProvider('memory with totals and no facets', async () =>
  openMemory({ traits: { listing: { order: 'newest-first', guard: 'total' } }, facets: noFacets }),
);

describeProvider('memory with stable pages, oldest first', async () =>
  openMemory({ traits: { listing: { order: 'unstated', guard: 'stable' } } }),
);

describeProvider('memory with unique names that keep their case', async () =>
  openMemory({ traits: { name: { minLength: 1, maxLength: 64, fold: 'none', unique: true, source: 'this test' } } }),
);

describeProvider('memory that holds hardly anything', async () =>
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
