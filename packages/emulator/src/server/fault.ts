/**
 * What can go wrong with one answer.
 *
 * - `status`: the carrier's error body with `status` (default 503) and, where given, a `Retry-After`. Not applied.
 * - `drop-before-apply`: the socket is destroyed, nothing is changed.
 * - `drop-after-apply`: the change is made, then the socket is destroyed.
 * - `apply-late`: no answer; the change is made `delayMs` after arrival, whether or not the client still waits.
 * - `slow`: the change is made at once, the answer leaves `delayMs` later.
 * - `stalled-headers`: no answer, the socket stays open. Not applied.
 * - `stalled-body`: headers and the first half of the body, then nothing. Applied.
 * - `half-body`: the Content-Length of the whole body, half of it, then the socket is destroyed. Applied.
 * - `garbage-json`: the first half of the true JSON, as a complete HTTP answer. Applied.
 * - `html-200`: a web page with status 200 (or `status`). Applied.
 * - `error-200`: the carrier's error body with status 200 (or `status`); `code` chooses it. Not applied.
 * - `redirect`: 302 (or `status`) to `location`. Not applied.
 * - `oversized-body`: 64 MiB of white space, then the true answer, streamed. Applied.
 * - `empty-body`: the true answer's status (or `status`) without a body. Applied.
 * - `odd-field`: the true answer with wrong types in fields that no client needs. Applied.
 */
export const faults = [
  'status',
  'drop-before-apply',
  'drop-after-apply',
  'apply-late',
  'slow',
  'stalled-headers',
  'stalled-body',
  'half-body',
  'garbage-json',
  'html-200',
  'error-200',
  'redirect',
  'oversized-body',
  'empty-body',
  'odd-field',
] as const;
export type Fault = (typeof faults)[number];

/** A fault and its details. Details that the fault does not use are ignored. */
export interface FaultRule {
  readonly fault: Fault;
  /** Overrides whether the change is made. `drop-…`, `apply-late` and `slow` define it themselves and ignore this. */
  readonly applied?: boolean;
  readonly status?: number;
  /** The `Retry-After` header: `'3'`, `3` (both seconds) or an HTTP date. */
  readonly retryAfter?: number | string;
  /** Milliseconds, default 0. For `apply-late` and `slow`. */
  readonly delayMs?: number;
  /** The carrier's own error code, if it has codes. */
  readonly code?: number;
  /** The number of the carrier's error shape, from 1, if it has several. */
  readonly shape?: number;
  /** The target of `redirect`, default `https://elsewhere.invalid/`. */
  readonly location?: string;
}

/** A fault for future requests. */
export interface QueuedFault extends FaultRule {
  /** Strikes only requests with this `operation`: `create`. */
  readonly operation?: string;
  /** Strikes only requests with this `carrierOperation`: `AddSubUser`. */
  readonly carrierOperation?: string;
  /** How many requests it strikes, default 1. */
  readonly times?: number;
}

const unapplied: ReadonlySet<Fault> = new Set([
  'status',
  'drop-before-apply',
  'stalled-headers',
  'error-200',
  'redirect',
]);
const selfEvident: ReadonlySet<Fault> = new Set(['drop-before-apply', 'drop-after-apply', 'slow']);

/** Whether a request struck by this rule changes the carrier's state before the answer. */
export function isApplied(rule: FaultRule): boolean {
  const usual = !unapplied.has(rule.fault);
  return selfEvident.has(rule.fault) ? usual : (rule.applied ?? usual);
}
