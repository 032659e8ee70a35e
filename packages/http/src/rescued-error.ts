import type { Credentials, ErrorCode } from '@subuser/core';
import { SubUserError } from '@subuser/core';

/** Codes that leave open whether a write was applied. */
const open: ReadonlySet<ErrorCode> = new Set(['outcome-unknown', 'unexpected-response', 'cancelled', 'internal']);

/**
 * The error of a call with the credentials that its reply showed only once. A reply that hands out credentials did not refuse,
 * whatever else it says.
 */
export function rescuedError(error: SubUserError, credentials: Credentials): SubUserError {
  const { code, what, detail, cause } = error;
  const kept = 'One-time credentials that came with the reply are in detail.credentials.';
  const isOpen = open.has(code);
  const told = isOpen
    ? what
    : `the reply hands out credentials, so it may have been applied, although it says: ${what}`;
  return new SubUserError(isOpen ? code : 'unexpected-response', `${told} ${kept}`, { ...detail, credentials }, cause);
}
