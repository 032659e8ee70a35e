import type { BrokenRule } from '@subuser/core';
import { type Refusal, type Refusals, withoutWords } from '@subuser/http';
import * as z from 'zod';
import { refusalSchema } from './vobiz-api.ts';

const brokenRule = z.looseObject({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
const seconds = z.union([z.number().min(0), z.string().regex(/^\d+$/u).transform(Number)]);
const delay = z.looseObject({ retryAfter: seconds });

const namedErrors = z.looseObject({ errors: z.array(z.unknown()) });
const namedError = z.looseObject({ field: z.string(), message: z.string() });

/** `details: { errors: [{ field, message, code, value }] }`. */
function namedFieldsOf(details: unknown): BrokenRule[] {
  const parsed = namedErrors.safeParse(details);
  const errors = parsed.success ? parsed.data.errors : [];
  return errors.flatMap((error) => {
    const { success, data } = namedError.safeParse(error);
    return success ? [{ field: data.field || 'input', rule: data.message }] : [];
  });
}

/** `details: [{ type, loc, msg }]`; every path begins with `body`, which is left out. */
function fieldsOf(details: unknown): BrokenRule[] {
  if (!Array.isArray(details)) return namedFieldsOf(details);
  return details.flatMap((detail) => {
    const parsed = brokenRule.safeParse(detail);
    if (!parsed.success) return [];
    const { loc, msg } = parsed.data;
    const path = loc[0] === 'body' ? loc.slice(1) : loc;
    return [{ field: path.join('.') || 'input', rule: msg }];
  });
}

function statusOf({ status, status_code: statusCode }: z.output<typeof refusalSchema>): number | undefined {
  return statusCode ?? (typeof status === 'number' ? status : undefined);
}

/** `error: []` and `{}` say no more than `null` does. */
function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : (value ?? '') !== '';
}

/** Whether a body says “error”, on whatever status it came. */
function refuses(body: unknown): boolean {
  // Most replies have none of the three, and need no schema.
  if (typeof body !== 'object' || body === null) return false;
  if (!('status' in body || 'status_code' in body || 'error' in body)) return false;
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return false;
  const { status, error } = parsed.data;
  const isErring = isFilled(error) && isFilled(Reflect.get(body, 'error'));
  return status === 'error' || isErring || (statusOf(parsed.data) ?? 0) >= 400;
}

/** Codes that say more than their status does (vobiz.md [D]). */
const adviceOfCode: ReadonlyMap<string, string> = new Map([
  [
    'ACCOUNT_INACTIVE',
    'The account itself is not active, so that it can do nothing: activate it in the console, or ask Vobiz why it was deactivated.',
  ],
  ['TOKEN_EXPIRED', 'Vobiz no longer takes this token: put the present one of the main account into authToken.'],
]);

/** Reads an error body in any of its seven shapes. */
function readRefusal(body: unknown): Refusal {
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return {};
  const { error } = parsed.data;
  const status = statusOf(parsed.data);
  const inner = typeof error === 'object' ? error : null;
  const words = typeof error === 'string' && error !== '' ? error : undefined;
  // `did_cool_off_in_effect` is a code, `Name is taken` a message; `error` may contain either.
  const carrierCode = inner?.code ?? (words !== undefined && /^\S+$/u.test(words) ? words : undefined);
  const message = inner?.message ?? parsed.data.message ?? words;
  const details = inner?.details ?? parsed.data.details;
  const wait = delay.safeParse(details);
  const retryAfterMs = wait.success ? Math.ceil(wait.data.retryAfter * 1000) : undefined;
  const advice = typeof carrierCode === 'string' ? adviceOfCode.get(carrierCode) : undefined;
  return { carrierCode, message, status, fields: fieldsOf(details), retryAfterMs, advice };
}

/** Vobiz documents few codes: the HTTP status decides, and the body contains the words (vobiz.md, errors). */
export const vobizRefusals: Refusals = {
  refusalIn: (body, status) => (status >= 300 || refuses(body) ? readRefusal(body) : undefined),
  advice: {
    unauthenticated: 'Check authId, authToken and baseUrl: they must be those of the main account.',
    'permission-denied': 'The sub-account is not one of this account, or the account has no right to this feature.',
  },
};

/** The refusals of a call that sent a secret: no word of the reply is repeated. `sent`: the names of what was sent. */
export function wordlessRefusals(sent: readonly string[]): Refusals {
  return {
    ...vobizRefusals,
    refusalIn(body, status) {
      const refusal = vobizRefusals.refusalIn(body, status);
      return refusal && withoutWords(refusal, sent);
    },
  };
}
