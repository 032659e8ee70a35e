import { inOurWords } from '@subuser/core/provider';
import * as z from 'zod';
import { isMissing, isObject } from './check-table.ts';

/** What a reading returns for a value without a plain meaning. */
export const unreadable: unique symbol = Symbol('unreadable');

/** Where a row names the fields that could not be read; a symbol, since a carrier may send any name. */
export const unreadableFields: unique symbol = Symbol('unreadableFields');

export interface Marked {
  readonly [unreadableFields]?: readonly string[];
}

/** Reads the value of one field, whatever its type, or returns `unreadable`. */
export type Reading = (value: unknown) => unknown;

/** A whole number is the text of its digits: `phone: 919876543210`. */
export function readText(value: unknown): unknown {
  if (typeof value === 'string' || isMissing(value)) return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : unreadable;
}

/** Text that may hold a reference tag. Another type is no text of ours, so it is not guessed at. */
export function readTagged(value: unknown): unknown {
  return typeof value === 'string' || isMissing(value) ? value : unreadable;
}

/** Text that must be there; what cannot be read is empty. */
export function readName(value: unknown): unknown {
  return isMissing(value) ? unreadable : readText(value);
}

const flags: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [1, true],
  ['1', true],
  ['true', true],
  [0, false],
  ['0', false],
  ['false', false],
]);

export function readFlag(value: unknown): unknown {
  if (typeof value === 'boolean' || isMissing(value)) return value;
  return flags.get(typeof value === 'string' ? value.toLowerCase() : value) ?? unreadable;
}

/** A count as a number or its digits. Anything else is left to the schema. */
export function readCount(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/u.test(value) ? Number(value) : value;
}

/**
 * The schema of a row, read with tolerance: a value of another type counts where its meaning is plain. A field whose meaning
 * is not plain becomes `null` (a name the empty text), and the row names it under `unreadableFields`. So one odd row does not
 * make a whole account unreadable.
 */
export function tolerantRow<S extends z.ZodType<object>>(
  schema: S,
  readings: Readonly<Record<string, Reading>>,
): z.ZodType<z.output<S> & Marked> {
  return z.unknown().transform((value, context) => {
    const odd: string[] = [];
    let row = value;
    if (isObject(value)) {
      const read: Record<string, unknown> = { ...value };
      for (const [field, reading] of Object.entries(readings)) {
        const meaning = reading(read[field]);
        if (meaning === unreadable) odd.push(field);
        if (meaning === unreadable) read[field] = reading === readName ? '' : null;
        else if (meaning !== undefined) read[field] = meaning;
      }
      row = read;
    }
    const parsed = schema.safeParse(row, inOurWords);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: undefined });
      return z.NEVER;
    }
    return odd.length === 0 ? parsed.data : Object.assign(parsed.data, { [unreadableFields]: odd });
  });
}

/** What the row says could not be read, in the words of the model; `undefined` for almost every row. */
export function unreadableOf(row: Marked, names: Readonly<Record<string, string>>): readonly string[] | undefined {
  const odd = row[unreadableFields];
  return odd && [...new Set(odd.map((field) => names[field] ?? field))];
}
