import { type ErrorCode, type ErrorDetail, SubUserError } from '@subuser/core';
import { safeCause } from '@subuser/core/provider';
import type { Effect, HttpRequest } from './http.ts';

/** What every error of a call says: on which carrier, doing what, to whom. */
export class CallContext {
  readonly carrier: string;
  readonly operation: string;
  readonly effect: Effect;
  readonly #subject: string | undefined;

  constructor(carrier: string, request: Pick<HttpRequest<unknown>, 'operation' | 'effect' | 'subject'>) {
    this.carrier = carrier;
    this.operation = request.operation;
    this.effect = request.effect;
    this.#subject = request.subject;
  }

  /** `what` says what happened and what to do next. A cause that is not ours is stripped of all that may be secret. */
  error(code: ErrorCode, what: string, more: Partial<ErrorDetail> = {}, cause?: unknown): SubUserError {
    const subject = this.#subject === undefined ? '' : ` of “${this.#subject}”`;
    const detail: ErrorDetail = { carrier: this.carrier, operation: this.operation, ...more };
    const kept = cause === undefined || SubUserError.is(cause) ? cause : safeCause(cause);
    return new SubUserError(code, `${this.carrier} ${this.operation}${subject}: ${what}`, detail, kept);
  }
}
