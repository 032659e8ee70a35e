import {
  type BrokenRule,
  type Clock,
  type Credentials,
  type ErrorCode,
  type ErrorDetail,
  SubUserError,
} from '@subuser/core';
import { codeOfStatus, type Effect, type Reply, retryAfterMs } from '@subuser/http';
import { readRefusal } from './carrier-refusal.ts';

/** What an error has to say about the call that it ended. */
export interface CallContext {
  operation: string;
  effect: Effect;
  /** The sub-account that it is about: its id, or the name it should get. */
  subject?: string;
  /** What a 404 of this path means and what to do about it. */
  notFound: string;
  /** Values of the request that must not come back in an error, should the carrier echo them. */
  confidential: readonly string[];
  clock: Clock;
}

const longestText = 300;
const mostFields = 20;

/** Whether the value stands in the text, as it is or as it stood in the body that was sent. */
function holds(text: string, value: string): boolean {
  return value !== '' && (text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1)));
}

/** A carrier's words in one line of sane length; nothing of them where they echo what is confidential. */
function quote(text: string | undefined, confidential: readonly string[]): string | undefined {
  if (text === undefined || confidential.some((value) => holds(text, value))) return undefined;
  const characters = Array.from(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim());
  if (characters.length === 0) return undefined;
  return characters.length > longestText ? `${characters.slice(0, longestText).join('')}…` : characters.join('');
}

function quoteFields(fields: readonly BrokenRule[], confidential: readonly string[]): BrokenRule[] {
  return fields.slice(0, mostFields).map(({ field, rule }) => ({
    field: quote(field, confidential) ?? 'input',
    rule: quote(rule, confidential) ?? 'breaks a rule',
  }));
}

const advice: Partial<Record<ErrorCode, string>> = {
  'invalid-argument': 'Correct what it names; nothing was changed.',
  unauthenticated: 'Check authId, authToken and baseUrl: they must be those of the main account.',
  'permission-denied': 'The sub-account is not one of this account, or the account has no right to this feature.',
  'rate-limited': 'Slow down, and try again after the delay.',
  unavailable: 'Nothing was changed; try again later.',
};

function adviceOf(code: ErrorCode, { effect, notFound }: CallContext): string {
  if (code === 'not-found') return notFound;
  const known = advice[code];
  if (known !== undefined) return known;
  if (code !== 'outcome-unknown' && code !== 'unexpected-response')
    return 'Look at its present state before trying again.';
  return effect === 'write'
    ? 'It may have been applied: look it up before trying again.'
    : 'Something between here and Vobiz misbehaves: check baseUrl, or try again later.';
}

function callOf({ operation, subject }: CallContext): string {
  return subject === undefined ? `vobiz ${operation}` : `vobiz ${operation} of “${subject}”`;
}

/**
 * A refusal as an error: the status gives the code, the body the words. A 2xx that says “error” counts by the status
 * that its body names; where it names none it is a reply that does not fit.
 */
export function refusalError(reply: Reply, body: unknown, context: CallContext): SubUserError {
  const { confidential, operation } = context;
  const refusal = readRefusal(body);
  const status = reply.status < 300 ? (refusal.status ?? reply.status) : reply.status;
  const code = status < 400 ? 'unexpected-response' : codeOfStatus(status, context.effect);
  const carrierCode = typeof refusal.code === 'string' ? quote(refusal.code, confidential) : refusal.code;
  const fields = quoteFields(refusal.fields, confidential);
  const delayMs = retryAfterMs(reply, context.clock) ?? refusal.retryAfterMs;
  const words = [quote(refusal.message, confidential), ...fields.map(({ field, rule }) => `${field}: ${rule}`)];
  const said = words.filter((text) => text !== undefined).join('; ') || 'no reason given';
  const detail: ErrorDetail = {
    carrier: 'vobiz',
    operation,
    httpStatus: reply.status,
    ...(carrierCode !== undefined && { carrierCode }),
    ...(delayMs !== undefined && { retryAfterMs: delayMs }),
    ...(fields.length > 0 && { fields }),
  };
  const ending = status >= 400 && status < 500 ? 'refused' : 'failed';
  const message = `${callOf(context)}: ${ending} (HTTP ${status}): ${said}. ${adviceOf(code, context)}`;
  return new SubUserError(code, message, detail);
}

/** A 2xx that does not fit. One-time credentials that came with it are in the detail, so that they are not lost. */
export function misfitError(
  reply: Reply,
  misfit: BrokenRule,
  context: CallContext,
  credentials?: Credentials,
): SubUserError {
  const { field, rule } = misfit;
  const kept =
    credentials === undefined ? '' : ' The one-time credentials that came with it are in detail.credentials.';
  const message =
    `${callOf(context)}: the reply (HTTP ${reply.status}) does not fit: ${field}: ${rule}. ` +
    `${adviceOf('unexpected-response', context)}${kept}`;
  return new SubUserError('unexpected-response', message, {
    carrier: 'vobiz',
    operation: context.operation,
    httpStatus: reply.status,
    fields: [misfit],
    ...(credentials && { credentials }),
  });
}
