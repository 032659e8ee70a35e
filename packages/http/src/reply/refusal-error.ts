import type { ErrorCode, ErrorDetail, SubUserError } from '@subuser/core';
import type { CallContext } from '../call-context.ts';
import type { Reply } from '../http.ts';
import { retryAfterMs } from '../retrying/retry-after.ts';
import { codeOfStatus } from './status-code.ts';
import { quote, quoteFields } from './quote.ts';
import type { Refusal, Refusals } from './refusal.ts';

/** Codes that leave open whether the carrier decided anything. */
const undecided: ReadonlySet<ErrorCode> = new Set(['outcome-unknown', 'unexpected-response', 'unavailable']);

const generalAdvice: Partial<Record<ErrorCode, string>> = {
  'invalid-argument': 'Correct what it names; nothing was changed.',
  unauthenticated: 'Check the credentials and baseUrl.',
  'permission-denied': 'These credentials have no right to it.',
  'not-found': 'It does not exist, or no longer.',
  'rate-limited': 'Slow down, and try again after the delay.',
  unavailable: 'Nothing was changed; try again later.',
};

/** What to do after a reply from which nothing can be concluded. */
export function adviceWhenUndecided({ effect }: CallContext): string {
  return effect === 'write'
    ? 'It may have been applied: look it up before trying again.'
    : 'Something between here and the carrier misbehaves: check baseUrl, or try again later.';
}

function adviceOf(code: ErrorCode, refusal: Refusal, refusals: Refusals, call: CallContext): string {
  const known = refusal.advice ?? (code === 'not-found' ? refusals.notFound : undefined) ?? refusals.advice[code];
  const isOpen = code === 'outcome-unknown' || code === 'unexpected-response';
  const general = isOpen ? adviceWhenUndecided(call) : generalAdvice[code];
  if (undecided.has(code)) return [known, general].filter((text) => text !== undefined).join(' ');
  return known ?? general ?? 'Look at its present state before trying again.';
}

function codeOf({ code, status }: Refusal, reply: Reply, call: CallContext): ErrorCode {
  if (code === 'fault') return codeOfStatus(500, call.effect);
  if (code !== undefined) return code;
  const counting = reply.status < 300 ? (status ?? reply.status) : reply.status;
  return counting < 400 ? 'unexpected-response' : codeOfStatus(counting, call.effect);
}

/**
 * A refusal as an error: `refused (HTTP 400): <the carrier's words>. <advice>`. The carrier's own code gives our code where
 * the adapter knows it, else the HTTP status does.
 */
export function refusalError(reply: Reply, refusal: Refusal, refusals: Refusals, call: CallContext): SubUserError {
  const { confidential = [] } = refusals;
  const code = codeOf(refusal, reply, call);
  const carrierCode =
    typeof refusal.carrierCode === 'string' ? quote(refusal.carrierCode, confidential) : refusal.carrierCode;
  const fields = quoteFields(refusal.fields ?? [], confidential);
  const delayMs = retryAfterMs(reply, call.clock) ?? refusal.retryAfterMs;
  const detail: Partial<ErrorDetail> = {
    httpStatus: reply.status,
    ...(carrierCode !== undefined && { carrierCode }),
    ...(delayMs !== undefined && { retryAfterMs: delayMs }),
    ...(fields.length > 0 && { fields }),
  };
  const words = [
    refusal.label,
    quote(refusal.message, confidential),
    ...fields.map(({ field, rule }) => `${field}: ${rule}`),
  ];
  const said = words.filter((text) => text !== undefined).join('; ') || 'no reason given';
  const sentence = /[.!?]$/u.test(said) ? said : `${said}.`;
  const ending = undecided.has(code) ? 'failed' : 'refused';
  const status = reply.status < 300 ? (refusal.status ?? reply.status) : reply.status;
  const what = `${ending} (HTTP ${status}): ${sentence} ${adviceOf(code, refusal, refusals, call)}`;
  return call.error(code, what, detail);
}
