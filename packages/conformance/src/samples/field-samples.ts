import type { FieldName, SubUser, Traits } from '@subuser/core';

/** The fields that a caller writes as text. */
export const textFields = ['email', 'phone', 'description'] as const;

const samples = {
  email: ['desk@customer.example', 'night.desk@customer.example'],
  phone: ['+14155550101', '+919812345678'],
  description: ['Front desk', 'Night desk'],
  reference: ['acme:42', 'acme:43'],
} as const;

/** A value for this field, in two variants, so that an update changes something. */
export function sampleOf(field: keyof typeof samples, variant: 0 | 1 = 0): string {
  return samples[field][variant];
}

export function canCreateWith(traits: Traits, field: FieldName): boolean {
  return ['read-write', 'create-only'].includes(traits.fields[field].access);
}

export function canChange(traits: Traits, field: FieldName): boolean {
  return traits.fields[field].access === 'read-write';
}

/** Every text field and the reference that a create accepts. */
export function writableSamples(traits: Traits): Partial<Record<keyof typeof samples, string>> {
  const fields = [...textFields, 'reference' as const].filter((field) => canCreateWith(traits, field));
  return Object.fromEntries(fields.map((field) => [field, sampleOf(field)]));
}

/** The first text field that can be changed, with a value for it. */
export function textChange(traits: Traits): { field: (typeof textFields)[number]; value: string } | undefined {
  const field = (['description', 'phone', 'email'] as const).find((name) => canChange(traits, name));
  return field && { field, value: sampleOf(field, 1) };
}

/** The text of a field; an absent field reads as empty. */
export function textOf(subUser: SubUser, field: (typeof textFields)[number]): string | null {
  return subUser[field] ?? null;
}
