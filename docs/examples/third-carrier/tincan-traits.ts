import type { Traits } from '@subuser/core/provider';

const source = 'Tincan API reference, “People”';
const absent = { access: 'absent', source } as const;

export const tincanTraits: Traits = {
  kind: 'operator',
  fields: {
    name: { access: 'create-only', source },
    email: absent,
    phone: absent,
    description: { access: 'read-write', clearable: true, source },
    grants: { access: 'read-write', source },
    enabled: absent,
    reference: { access: 'read-write', source: 'at the end of `note`, which has no stated limit' },
    createdAt: absent,
    updatedAt: absent,
    lastUsedAt: absent,
  },
  name: { minLength: 3, maxLength: 16, first: 'a-z', characters: 'a-z0-9', fold: 'lower-case', unique: true, source },
  password: { minLength: 10, classes: [], whiteSpace: 'allowed', source },
  credentials: { origin: 'chosen', shown: 'never' },
  grants: { names: ['ring', 'listen'], omitted: 'none' },
  // `after` is the id of the last row that was seen: nothing can slip past it.
  listing: { order: 'unstated', shiftEvidence: 'stable-cursor' },
};
