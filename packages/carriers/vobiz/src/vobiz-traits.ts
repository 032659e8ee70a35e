import type { FieldTrait, Traits } from '@subuser/core';

export const grantNames = ['calls', 'cdr'] as const;

// Clearing with null is undocumented, so no field is clearable.
const updatable: FieldTrait = {
  access: 'read-write',
  clearable: false,
  source: 'seeds 000, 003: field tables of create and update',
};
const readOnly: FieldTrait = { access: 'read-only', source: 'seeds 000–003: the sub-account object' };

/** What a Vobiz sub-account can store. No document states lengths. */
export const vobizTraits: Traits = {
  kind: 'tenant',
  fields: {
    name: updatable,
    email: updatable,
    phone: updatable,
    description: updatable,
    grants: {
      access: 'read-write',
      clearable: false,
      source:
        'seeds 000, 003: `permissions`, booleans `calls` and `cdr`; replaced as a whole by an update (vobiz.md [?])',
    },
    enabled: { access: 'read-write', source: 'seeds 000, 002, 003: `enabled`, default true' },
    reference: {
      access: 'read-write',
      source:
        'no field of Vobiz: it lives as a tag at the end of `description` (seed 003), which anybody with the account can edit',
    },
    createdAt: readOnly,
    updatedAt: readOnly,
    lastUsedAt: readOnly,
  },
  name: {
    minLength: 1,
    fold: 'none',
    unique: false,
    source: 'seed 000: “a human-readable name”, the only required field; no length or uniqueness stated',
  },
  // `password` is for signing in to the console only (seed 000): it is a carrier option, not the credential.
  password: null,
  credentials: { origin: 'issued', shown: 'once' },
  grants: { names: grantNames, omitted: 'inherits' },
  listing: { order: 'newest-first', shiftEvidence: 'total' },
};
