import { type BrokenRule, type Clock, type ErrorCode, type ErrorDetail, SubUserError } from '@subuser/core';
import { brokenRules } from '@subuser/core/provider';
import { codeOfStatus, type Effect, type Reply, retryAfterMs } from '@subuser/http';
import * as z from 'zod';
import { fieldOf } from './field-names.ts';
import { type RefusalCode, refusalCodes } from './refusal-codes.ts';
import { carrier } from './carrier.ts';

/** What an error has to say about the call that it ended. */
export interface CallContext {
  operation: string;
  effect: Effect;
  /** The subuser or key that it is about. */
  subject?: string | undefined;
  /** Whether a password was sent: then the carrier's own words are not repeated, they might hold it. */
  confidential: boolean;
  clock: Clock;
}

const refusalSchema = z.object({
  code: z
    .union([z.int(), z.string().regex(/^\d+$/u).transform(Number)])
    .optional()
    .catch(undefined),
  msg: z.string().optional().catch(undefined),
  // Names of parameters look like this, and values, which could be secret, do not: a password has a capital letter.
  field_name: z
    .string()
    .regex(/^[a-z][a-z_]{0,39}$/u)
    .optional()
    .catch(undefined),
});
type Refusal = z.output<typeof refusalSchema>;

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value ? [value] : [];
}

/**
 * The refusals in a reply, the first of which names it; empty where there are none. `error` with an object and `errors`
 * with a list are documented; anything else in either is no success.
 */
function refusalsIn(body: object): Refusal[] {
  const { error, errors }: { error?: unknown; errors?: unknown } = body;
  return [...listOf(error), ...listOf(errors)].map((refusal) => refusalSchema.catch({}).parse(refusal));
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function subjectOf({ operation, subject }: CallContext): string {
  return subject === undefined ? operation : `${operation} of “${subject}”`;
}

/** What is known of a write that ended without a clear answer, and what to do. */
function outlook(code: ErrorCode, effect: Effect): string {
  if (effect === 'write' && (code === 'outcome-unknown' || code === 'unexpected-response'))
    return ' It may have been applied: look before you repeat it.';
  return code === 'unavailable' ? ' Repeat it later.' : '';
}

function errorCodeOf(known: RefusalCode | undefined, status: number, effect: Effect): ErrorCode {
  if (known !== undefined && known.code !== 'fault') return known.code;
  if (known !== undefined) return effect === 'write' ? 'outcome-unknown' : 'unavailable';
  // A code of another part of the carrier: with a 2xx it is a refusal that this table does not know.
  return isSuccess(status) ? 'failed-precondition' : codeOfStatus(status, effect);
}

// A token that the carrier repeats would otherwise end up in a log.
function quote({ msg }: Refusal, { confidential }: CallContext): string {
  if (msg === undefined || confidential) return '';
  const line = msg.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/eyJ[\w-]+(\.[\w-]*)*/gu, '[token]');
  return ` The carrier says: “${Array.from(line).slice(0, 200).join('')}”.`;
}

function fieldsOf(refusals: readonly Refusal[], known: RefusalCode): BrokenRule[] {
  const named = refusals.flatMap(({ code, field_name }) => {
    const refusal = code === undefined ? undefined : refusalCodes.get(code);
    const field = field_name === undefined ? refusal?.field : fieldOf(field_name);
    return field === undefined ? [] : [{ field, rule: refusal?.advice ?? 'is refused by the carrier' }];
  });
  return named.length === 0 ? [{ field: 'input', rule: known.advice }] : named;
}

/** The error of a call that the carrier refused with codes of its own. */
function refusalError(refusals: readonly Refusal[], reply: Reply, context: CallContext): SubUserError {
  const first = refusals[0] ?? {};
  const known = first.code === undefined ? undefined : refusalCodes.get(first.code);
  const code = errorCodeOf(known, reply.status, context.effect);
  const detail: ErrorDetail = { carrier, operation: context.operation, httpStatus: reply.status };
  if (first.code !== undefined) detail.carrierCode = first.code;
  if (known !== undefined && code === 'invalid-argument') detail.fields = fieldsOf(refusals, known);
  const delay = retryAfterMs(reply, context.clock);
  if (delay !== undefined) detail.retryAfterMs = delay;
  const name =
    first.code === undefined ? 'an error without a code' : `${known?.name ?? 'an unknown code'} (${first.code})`;
  const meaning = known?.advice ?? 'The carrier’s table of errors tells more.';
  return new SubUserError(
    code,
    `Voximplant answered ${subjectOf(context)} with ${name}. ${meaning}${outlook(code, context.effect)}${quote(first, context)}`,
    detail,
  );
}

/** The error of a reply that is no answer of the API: HTML, cut JSON, another service, or a misfit. */
function unreadable(reply: Reply, what: string, context: CallContext, misfit?: BrokenRule): SubUserError {
  // Every method is one path that exists: a bare 404 is a wrong address, and must not read as a missing subuser.
  const silent = isSuccess(reply.status) || reply.status === 404 || reply.status === 410;
  const code = silent ? 'unexpected-response' : codeOfStatus(reply.status, context.effect);
  const detail: ErrorDetail = { carrier, operation: context.operation, httpStatus: reply.status };
  if (misfit !== undefined && isSuccess(reply.status)) detail.fields = [misfit];
  const delay = retryAfterMs(reply, context.clock);
  if (delay !== undefined) detail.retryAfterMs = delay;
  return new SubUserError(
    code,
    `Voximplant answered ${subjectOf(context)} with status ${reply.status} and ${what}.${outlook(code, context.effect)}`,
    detail,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(text: string): string {
  const what = text === '' ? 'an empty body' : text.trimStart().startsWith('<') ? 'HTML or XML' : 'other text';
  return `${what} where JSON was due; check that baseUrl is the address of the Management API, and what stands between`;
}

/**
 * The result in a reply. Errors come before results, whatever the HTTP status: a refused call never resolves.
 *
 * @throws SubUserError
 */
export function decodeReply<T>(reply: Reply, schema: z.ZodType<T>, context: CallContext): T {
  const body = parse(reply.text);
  if (typeof body !== 'object' || body === null) {
    const misfit = { field: 'body', rule: 'must be JSON' };
    throw unreadable(reply, notJson(reply.text), context, misfit);
  }
  const refusals = refusalsIn(body);
  if (refusals.length > 0) throw refusalError(refusals, reply, context);
  if (!isSuccess(reply.status)) throw unreadable(reply, 'no error of its own', context);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [{ field, rule } = { field: 'input', rule: 'breaks a rule' }] = brokenRules(parsed.error);
  const misfit = { field: field === 'input' ? 'body' : field, rule };
  throw unreadable(reply, `a reply that does not fit at ${misfit.field}`, context, misfit);
}
