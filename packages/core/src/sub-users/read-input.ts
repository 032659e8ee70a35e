import * as z from 'zod';
import type { BrokenRule } from '../model/sub-user-error.ts';
import type { FieldName, Traits } from '../model/traits.ts';
import { inOurWords } from '../provider/in-our-words.ts';
import { brokenRules } from '../provider/parse-options.ts';

/** What could be read of an input, and every rule that the rest breaks. */
export interface ReadInput<T> {
  fields: Partial<T>;
  broken: readonly BrokenRule[];
}

/** A value of the right type is kept although it breaks a rule, so that other rules can be checked with it. */
function readField(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return typeof value === 'string' && parsed.error.issues.every(({ code }) => code !== 'invalid_type')
    ? value
    : undefined;
}

/** Reads an input field by field, so that one broken rule hides none of the others. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): ReadInput<z.output<S>> {
  const parsed = schema.safeParse(input, inOurWords);
  if (parsed.success) return { fields: parsed.data, broken: [] };
  const shape: Readonly<Record<string, z.ZodType>> = schema instanceof z.ZodObject ? schema.shape : {};
  const given = typeof input === 'object' && input !== null ? Object.entries(input) : [];
  const fields = given.flatMap(([name, value]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const read = field && readField(field, value);
    return read === undefined ? [] : [[name, read]];
  });
  return { fields: Object.fromEntries(fields) as Partial<z.output<S>>, broken: brokenRules(parsed.error) };
}

/** The rules without those for fields that the carrier does not have at all: that it has none says enough. */
export function besidesAbsent(broken: readonly BrokenRule[], traits: Traits): BrokenRule[] {
  return broken.filter(({ field }) => traits.fields[field as FieldName]?.access !== 'absent');
}
