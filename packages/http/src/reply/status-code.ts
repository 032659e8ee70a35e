import type { ErrorCode } from '@subuser/core';
import type { Effect } from '../call-context.ts';

const clientErrors: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid-argument',
  401: 'unauthenticated',
  402: 'quota-exceeded',
  403: 'permission-denied',
  404: 'not-found',
  405: 'invalid-argument',
  409: 'failed-precondition',
  410: 'not-found',
  412: 'failed-precondition',
  413: 'invalid-argument',
  414: 'invalid-argument',
  415: 'invalid-argument',
  422: 'invalid-argument',
  // The server declined to process it (RFC 8470, 5.2), so that even a write was certainly not applied.
  425: 'unavailable',
  429: 'rate-limited',
  431: 'invalid-argument',
};

/**
 * The code of a refusal, from its status alone (RFC 9110, section 15; docs/errors.md). An adapter reads the body first if its
 * carrier says more there.
 *
 * A 5xx (503 with `Retry-After` as well) and a 408 say nothing on whether a write was applied: a gateway answers them for a
 * backend that may still have worked. They are `outcome-unknown` for a write and `unavailable` for a read.
 */
export function codeOfStatus(status: number, effect: Effect): ErrorCode {
  if (status >= 500 || status === 408) return effect === 'write' ? 'outcome-unknown' : 'unavailable';
  if (status >= 400) return clientErrors[status] ?? 'failed-precondition';
  return 'unexpected-response';
}
