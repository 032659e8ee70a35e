import type { FieldName, Traits } from '@subuser/core';

/** True if a create can set the field. */
export function isWritable(traits: Traits, field: FieldName): boolean {
  const { access } = traits.fields[field];
  return access === 'read-write' || access === 'create-only';
}
