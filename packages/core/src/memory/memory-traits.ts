import type { FieldTrait, Traits } from '../model/traits.ts';

const source = 'the memory provider';
const held: FieldTrait = { access: 'read-write', clearable: true, source };
const shown: FieldTrait = { access: 'read-only', source };

/** A carrier that can do everything: the starting point for tests that remove something. */
export const memoryTraits: Traits = {
  kind: 'tenant',
  fields: {
    name: { access: 'read-write', source },
    email: held,
    phone: held,
    description: held,
    grants: held,
    enabled: held,
    reference: held,
    createdAt: shown,
    updatedAt: shown,
    lastUsedAt: { access: 'absent', source },
  },
  name: { minLength: 1, fold: 'none', unique: false, source },
  password: null,
  credentials: { origin: 'issued', shown: 'once' },
  grants: { names: ['calls', 'cdr'], omitted: 'inherits' },
  listing: { order: 'newest-first', shiftEvidence: 'stable-cursor' },
};
