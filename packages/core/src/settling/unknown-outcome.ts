import { safeCause } from '../provider/safe-cause.ts';
import type { Credentials } from '../model/sub-user.ts';
import { SubUserError } from '../model/sub-user-error.ts';

/** Codes after which a create may have been applied although no usable reply arrived. */
const unknownCodes: ReadonlySet<string> = new Set(['outcome-unknown', 'unexpected-response', 'cancelled', 'internal']);

/** Whether a create that failed like this may have been applied. An adapter's own bug proves nothing about the carrier. */
export function isOutcomeOpen(error: unknown): boolean {
  return !SubUserError.is(error) || unknownCodes.has(error.code);
}

/**
 * The same failure with the attempts that may yet appear on the carrier; they make the outcome of any failure open. `rescued`:
 * the credentials that came with their replies.
 */
export function withOpenAttempts(
  error: unknown,
  nonces: readonly string[],
  carrier: string,
  rescued: readonly Credentials[] = [],
): unknown {
  if (nonces.length === 0) return error;
  const known = SubUserError.is(error) ? error : undefined;
  const code = known && isOutcomeOpen(known) ? known.code : 'outcome-unknown';
  const detail = known?.detail ?? { carrier, operation: 'create' };
  // A foreign error is not quoted: its message may contain a piece of the request or the reply.
  const what =
    `an attempt may have been applied, or may yet be (${known?.what ?? 'the adapter failed'}). ` +
    `Create it again with { ifUnknown: 'settle', openAttempts: error.detail.openAttempts }: they are looked for first.`;
  const credentials = detail.credentials ?? rescued.at(-1);
  const others = rescued.filter(({ secret }) => secret !== credentials?.secret);
  const kept = { ...(credentials && { credentials }), ...(others.length > 0 && { otherCredentials: others }) };
  return new SubUserError(code, what, { ...detail, ...kept, openAttempts: nonces }, known ?? safeCause(error));
}
