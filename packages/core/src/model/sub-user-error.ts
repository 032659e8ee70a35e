import type { Credentials } from './sub-user.ts';
import { visible } from './visible.ts';

/** The closed list of ways in which a call can fail; what each means and when to retry is in docs/errors.md. */
export const errorCodes = [
  'invalid-argument',
  'unsupported',
  'unauthenticated',
  'permission-denied',
  'not-found',
  'already-exists',
  'failed-precondition',
  'quota-exceeded',
  'rate-limited',
  'unavailable',
  'outcome-unknown',
  'unexpected-response',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** One broken rule: where (a field of the input, a path in a reply, an option) and what it demands. Never the value. */
export interface BrokenRule {
  field: string;
  rule: string;
  /** True if the carrier has no such thing at all, false or absent if the value breaks a rule. */
  unsupported?: boolean;
}

export interface ErrorDetail {
  /** Absent if no carrier is involved, as with a file or a plan. */
  carrier?: string;
  /** What was attempted, in the words of `SubUsers`: `create`, `get`, `list`, `update`, `delete`, … */
  operation: string;
  /** The carrier's own word for that call: `AddSubUser`. */
  carrierOperation?: string;
  /** The sub-user concerned: its id, or the name that it was to have. */
  subject?: string;
  /** The document that is invalid, if no call failed: `acme configuration`, `plan.json`. */
  document?: string;
  /** The carrier's own code, if its reply contained one. */
  carrierCode?: string | number;
  httpStatus?: number;
  /** How long the carrier asked us to wait, in milliseconds. */
  retryAfterMs?: number;
  fields?: readonly BrokenRule[];
  /** One-time credentials of a create whose reply was otherwise unreadable. Secrets mask themselves. */
  credentials?: Credentials;
  /** The same of the other attempts of a settled create that are still open. Each is a sub-user that may exist. */
  otherCredentials?: readonly Credentials[];
  /**
   * Nonces of create attempts whose outcome is still open: each may yet appear on the carrier. Pass them to
   * `create(…, { ifUnknown: 'settle', openAttempts })`, which settles them first.
   */
  openAttempts?: readonly string[];
}

const mark = Symbol.for('subuser.error');

/** How every message begins: `Invalid plan.json`, or `acme create of “Support”`; empty if neither is known. */
function openingOf({ carrier, operation, subject, document }: ErrorDetail): string {
  if (document !== undefined) return `Invalid ${document}: `;
  if (carrier === undefined) return '';
  return subject === undefined ? `${carrier} ${operation}: ` : `${carrier} ${operation} of “${subject}”: `;
}

/** The one error class. Recognise it with `SubUserError.is`, which also works across two copies of this package. */
export class SubUserError extends Error {
  override readonly name: string = 'SubUserError';
  readonly [mark]: boolean = true;
  readonly code: ErrorCode;
  /** What happened and what to do about it: the message without its opening. */
  readonly what: string;
  readonly detail: ErrorDetail;

  /** The message is `what`, opened by the carrier, the operation and the subject of `detail`. Both are `visible`. */
  constructor(code: ErrorCode, what: string, detail: ErrorDetail, cause?: unknown) {
    super(visible(openingOf(detail) + what), cause === undefined ? undefined : { cause });
    this.code = code;
    this.what = visible(what);
    this.detail = detail;
  }

  static is(error: unknown, code?: ErrorCode): error is SubUserError {
    if (typeof error !== 'object' || error === null || !(mark in error)) return false;
    return code === undefined || ('code' in error && error.code === code);
  }

  /**
   * Names every broken rule at once, of a call that was not sent or of a document that is invalid. The code is
   * `unsupported` if any rule is, else `invalid-argument`.
   */
  static refusal(rules: readonly BrokenRule[], detail: ErrorDetail): SubUserError {
    const code = rules.some((rule) => rule.unsupported) ? 'unsupported' : 'invalid-argument';
    const list = rules.map(({ field, rule }) => `${field}: ${rule}`).join('; ');
    const what = detail.document === undefined ? `not sent: ${list}` : list;
    return new SubUserError(code, what, { ...detail, fields: rules });
  }

  toJSON(): { name: string; code: ErrorCode; message: string; detail: ErrorDetail } {
    return { name: this.name, code: this.code, message: this.message, detail: this.detail };
  }
}
