import { type BrokenRule, SubUserError } from '@subuser/core';
import { brokenRules, inOurWords } from '@subuser/core/provider';
import * as z from 'zod';
import { includeFaults } from './grant-table.ts';
import { type Mapping, mappingSchema } from './mapping.ts';

const secretWord = /password|passphrase|secret|token|credential|(api|private)[-_ ]?key/iu;

/** A plan contains its mapping and no secret. */
function secretFaults(value: unknown, path: string): BrokenRule[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const field = `${path}.${key}`;
    if (!secretWord.test(key)) return secretFaults(part, field);
    return [
      {
        field,
        rule: 'looks like a secret, and the plan will contain this mapping; remove it and set it after the create',
      },
    ];
  });
}

/** A key that a record would lose: in JavaScript it names what every object is made from. */
function lostKeys(value: unknown, path: readonly string[] = []): BrokenRule[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === '__proto__'
      ? [{ field: [...path, key].join('.'), rule: 'cannot be a key here; leave that sub-user out by filter.except' }]
      : lostKeys(part, [...path, key]),
  );
}

/**
 * Checks a mapping by itself; `makePlan` checks it against both accounts.
 *
 * @throws SubUserError `invalid-argument` with the path of every broken rule and what to do about it, never a value
 */
export function parseMapping(value: unknown): Mapping {
  const parsed = mappingSchema.safeParse(value, inOurWords);
  const faults = parsed.success
    ? [
        ...lostKeys(value),
        ...includeFaults(parsed.data),
        ...secretFaults(parsed.data.defaults.carrierOptions, 'defaults.carrierOptions'),
      ]
    : brokenRules(parsed.error);
  if (parsed.success && faults.length === 0) return parsed.data;
  throw SubUserError.refusal(faults, { operation: 'parseMapping', document: 'mapping' });
}

/** The JSON Schema of a mapping file (draft 2020-12), for editors that check and complete while you write. */
export function mappingJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(mappingSchema, { io: 'input' }) };
}
