import { type ErrorCode, errorCodes, SubUserError } from '@subuser/core';

export interface Judged {
  /** The code, or the class of anything but a `SubUserError`. */
  code: string;
  /** Whether a write that ended so may have been applied, or may still be. */
  isOpen: boolean;
  openAttempts: readonly string[] | undefined;
  /** What is wrong with the error itself. */
  faults: string[];
}

export interface Expectation {
  carrier: string;
  effect: 'read' | 'write';
  /** The codes that this call may end with besides those of a bad line. */
  also: readonly ErrorCode[];
  aborted: boolean;
}

const closed: ReadonlySet<string> = new Set(errorCodes);
const openCodes: ReadonlySet<string> = new Set(['outcome-unknown', 'unexpected-response', 'cancelled']);

/** Whether this call may end with this error, and what the error promises. */
export function judge(error: unknown, { carrier, effect, also, aborted }: Expectation): Judged {
  if (!SubUserError.is(error)) {
    const name = error instanceof Error ? error.constructor.name : typeof error;
    return { code: name, isOpen: true, openAttempts: undefined, faults: [`rejected with ${name}, no SubUserError`] };
  }
  const { code, detail, message } = error;
  const allowed = new Set<ErrorCode>(['unavailable', 'rate-limited', 'unexpected-response', ...also]);
  if (effect === 'write') allowed.add('outcome-unknown');
  if (aborted) allowed.add('cancelled');
  const faults: string[] = [];
  if (!closed.has(code)) faults.push(`${code} is no code of the closed list`);
  if (!allowed.has(code)) faults.push(`${code} cannot come of this ${effect}: ${message}`);
  if (detail.carrier !== carrier) faults.push(`its detail names the carrier ${detail.carrier}`);
  return { code, isOpen: openCodes.has(code), openAttempts: detail.openAttempts, faults };
}
