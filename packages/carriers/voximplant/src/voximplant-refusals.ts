import type { BrokenRule } from '@subuser/core';
import type { Refusal, Refusals } from '@subuser/http';
import * as z from 'zod';
import { fieldOf } from './field-names.ts';
import { type RefusalCode, refusalCodes } from './refusal-codes.ts';

const errorSchema = z.object({
  code: z
    .union([z.int(), z.string().regex(/^\d+$/u).transform(Number)])
    .optional()
    .catch(undefined),
  msg: z.string().optional().catch(undefined),
  // Names of parameters look like this.
  field_name: z
    .string()
    .regex(/^[a-z][a-z_]{0,39}$/u)
    .optional()
    .catch(undefined),
});
/** No code of the carrier's table has more digits. */
const highestCode = 999;

type ErrorObject = z.output<typeof errorSchema>;

/** `{}` says no more than `[]` or `null` does. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value && !isEmpty ? [value] : [];
}

/**
 * The errors in a reply, the first of which names it. `error` with an object and `errors` with a list are documented;
 * anything else in either is no success.
 */
function errorsIn(body: unknown): ErrorObject[] {
  if (typeof body !== 'object' || body === null) return [];
  const { error, errors }: { error?: unknown; errors?: unknown } = body;
  return [...listOf(error), ...listOf(errors)].map((each) => errorSchema.catch({}).parse(each));
}

function fieldsOf(errors: readonly ErrorObject[], first: RefusalCode): BrokenRule[] {
  const named = errors.flatMap(({ code, field_name }) => {
    const known = code === undefined ? undefined : refusalCodes.get(code);
    const field = field_name === undefined ? known?.field : fieldOf(field_name);
    return field === undefined ? [] : [{ field, rule: known?.advice ?? 'is refused by the carrier' }];
  });
  return named.length === 0 ? [{ field: 'input', rule: first.advice }] : named;
}

function labelOf(code: number | undefined, known: RefusalCode | undefined): string {
  if (code === undefined) return 'an error without a code';
  return `${known?.name ?? 'an unknown code'} (${code})`;
}

function refusalIn(body: unknown, status: number): Refusal | undefined {
  const errors = errorsIn(body);
  const [first] = errors;
  // Every method is one path that exists: a bare 404 is a wrong address, and must not read as a missing subuser.
  if (first === undefined) return status === 404 || status === 410 ? { code: 'unexpected-response' } : undefined;
  const known = first.code === undefined ? undefined : refusalCodes.get(first.code);
  const said = { carrierCode: first.code, label: labelOf(first.code, known), message: first.msg };
  if (known?.code === 'invalid-argument') return { ...said, code: known.code, fields: fieldsOf(errors, known) };
  if (known !== undefined) return { ...said, code: known.code, advice: known.advice };
  // A code of another part of the carrier. On a 2xx it is a refusal all the same.
  const code = status < 300 ? 'failed-precondition' : undefined;
  return { ...said, code, advice: 'Look the code up in the carrier’s table of errors.' };
}

/**
 * Codes decide, whatever the HTTP status (voximplant.md). Where a password was sent nothing of the reply is repeated but codes
 * of so few digits that they give no password away, and names of parameters that were `sent`: anything else might contain it.
 */
export function refusalsOf({
  isConfidential,
  sent = [],
}: {
  isConfidential: boolean;
  sent?: readonly string[];
}): Refusals {
  const named = new Set(sent.map(fieldOf));
  return {
    refusalIn(body, status) {
      const refusal = refusalIn(body, status);
      if (refusal === undefined || !isConfidential) return refusal;
      const isCode = typeof refusal.carrierCode === 'number' && refusal.carrierCode <= highestCode;
      const fields = refusal.fields?.map(({ field, rule }) => ({
        field: named.has(field) ? field : 'input',
        rule,
      }));
      const said = isCode
        ? {}
        : { carrierCode: undefined, label: 'a code that is not repeated, since a secret was sent' };
      return { ...refusal, ...said, fields, message: undefined };
    },
    advice: { unauthenticated: 'Check the account id, the key id, the private key and baseUrl.' },
  };
}
