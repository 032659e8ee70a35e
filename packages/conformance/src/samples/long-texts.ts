import type { textFields } from './field-samples.ts';

/** A text of this many characters that the field accepts, apart from its length. */
export function textOfLength(field: (typeof textFields)[number], length: number): string {
  if (field === 'phone') return `+${'5'.repeat(Math.max(0, length - 1))}`;
  if (field === 'description') return 'é'.repeat(length);
  const domain = '@customer.example';
  // A local part has at most 64 characters (RFC 5321, 4.5.3.1.1); the rest goes into the domain.
  const local = Math.min(64, Math.max(1, length - domain.length));
  return `${'d'.repeat(local)}@${'c'.repeat(Math.max(0, length - local - domain.length))}${domain.slice(1)}`;
}
