import type { PasswordRule, Traits } from '@subuser/core';

const reference = 'Voximplant reference, role system';
const absent = { access: 'absent', source: `${reference}: a subuser has no such field` } as const;

/** No maximum is documented, nor what counts as weak (523), nor how long passwords are remembered (535). */
const passwordRule: PasswordRule = {
  minLength: 8,
  classes: ['upper-case letter', 'lower-case letter', 'digit', 'special character'],
  whiteSpace: 'refused',
  source: `${reference}: AddSubUser (seed 004); error 524 for white space`,
};

/** What a Voximplant subuser can store: it is a login of the account with roles, without calls or balance of its own. */
export const voximplantTraits: Traits = {
  kind: 'operator',
  fields: {
    name: { access: 'create-only', source: `${reference}: no method changes a login` },
    email: absent,
    phone: absent,
    // No documented method empties a description; an empty parameter may be refused (codes 134, 485).
    description: { access: 'read-write', source: `${reference}: AddSubUser (seed 004), SetSubUserInfo` },
    grants: { access: 'read-write', source: `${reference}: AddSubUser (seed 004), Set- and RemoveSubUserRoles` },
    enabled: absent,
    reference: { access: 'read-write', source: 'lives in the description, which no document limits in length' },
    createdAt: absent,
    updatedAt: absent,
    lastUsedAt: absent,
  },
  name: {
    minLength: 5,
    maxLength: 20,
    first: 'a-z',
    characters: 'a-z0-9_-',
    fold: 'lower-case',
    unique: true,
    source: `${reference}: AddSubUser (seed 004) for folding and uniqueness; errors 452 and 453 for the rest`,
  },
  password: passwordRule,
  credentials: { origin: 'chosen', shown: 'never' },
  grants: { names: null, omitted: 'none' },
  listing: { order: 'unstated', shiftEvidence: 'overlap' },
};
