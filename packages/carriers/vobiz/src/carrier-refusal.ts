import type { BrokenRule } from '@subuser/core';
import * as z from 'zod';
import { refusalSchema } from './vobiz-api.ts';

/** What an error body says, wherever in its seven shapes it says it. */
export interface CarrierRefusal {
  code?: string | number;
  message?: string;
  /** The HTTP status that the body itself names. */
  status?: number;
  fields: readonly BrokenRule[];
  retryAfterMs?: number;
}

const brokenRule = z.looseObject({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() });
const seconds = z.union([z.number().min(0), z.string().regex(/^\d+$/u).transform(Number)]);
const delay = z.looseObject({ retryAfter: seconds });

/** `details: [{ type, loc, msg }]`; the leading `body` of a path only says where all of them are. */
function fieldsOf(details: unknown): BrokenRule[] {
  if (!Array.isArray(details)) return [];
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

/** Whether a body says “error”, on whatever status it came. */
export function isRefusal(body: unknown): boolean {
  // Most replies have none of the three, and no more need be known of them.
  if (typeof body !== 'object' || body === null) return false;
  if (!('status' in body || 'status_code' in body || 'error' in body)) return false;
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return false;
  const { status, error } = parsed.data;
  return status === 'error' || (error ?? '') !== '' || (statusOf(parsed.data) ?? 0) >= 400;
}

/** Reads an error body; of an empty one, or one of no known shape, nothing is known. */
export function readRefusal(body: unknown): CarrierRefusal {
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return { fields: [] };
  const { error } = parsed.data;
  const status = statusOf(parsed.data);
  const inner = typeof error === 'object' ? error : null;
  const words = typeof error === 'string' && error !== '' ? error : undefined;
  // `did_cool_off_in_effect` is a code, `Name is taken` is a message: both stand in `error`.
  const code = inner?.code ?? (words !== undefined && /^\S+$/u.test(words) ? words : undefined);
  const message = inner?.message ?? parsed.data.message ?? words;
  const details = inner?.details ?? parsed.data.details;
  const wait = delay.safeParse(details);
  return {
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
    ...(status !== undefined && { status }),
    fields: fieldsOf(details),
    ...(wait.success && { retryAfterMs: Math.ceil(wait.data.retryAfter * 1000) }),
  };
}
