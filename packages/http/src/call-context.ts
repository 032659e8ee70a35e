import { type Clock, type ErrorCode, type ErrorDetail, SubUserError } from '@subuser/core';
import { safeCause } from '@subuser/core/provider';

/** What happens on the carrier: only a `write` can be of unknown outcome. */
export type Effect = 'read' | 'write';

/** How a call is named in its errors and events. */
export interface NamedCall {
  /** What is asked for, in the words that all carriers share (`create`, `get`, `list`, …); see `ErrorDetail`. */
  operation: string;
  /** The carrier's own word for the call: `AddSubUser`. Default: the same word. */
  carrierOperation?: string | undefined;
  effect: Effect;
  /** The sub-user that it is about (an id or a name), for error messages. */
  subject?: string | undefined;
}

/** What every error and event of a call names: the carrier, the operation, the sub-user. */
export class CallContext {
  readonly carrier: string;
  readonly operation: string;
  readonly carrierOperation: string;
  readonly effect: Effect;
  readonly subject: string | undefined;
  readonly clock: Pick<Clock, 'now'>;

  constructor(carrier: string, { operation, carrierOperation, effect, subject }: NamedCall, clock: Pick<Clock, 'now'>) {
    this.carrier = carrier;
    this.operation = operation;
    this.carrierOperation = carrierOperation ?? operation;
    this.effect = effect;
    this.subject = subject;
    this.clock = clock;
  }

  /** `what` says what happened and what to do next. Everything that may be secret is removed from a foreign cause. */
  error(code: ErrorCode, what: string, more: Partial<ErrorDetail> = {}, cause?: unknown): SubUserError {
    const { carrier, operation, carrierOperation, subject } = this;
    const named = subject === undefined ? {} : { subject };
    const detail: ErrorDetail = { carrier, operation, carrierOperation, ...named, ...more };
    const kept = cause === undefined || SubUserError.is(cause) ? cause : safeCause(cause);
    return new SubUserError(code, what, detail, kept);
  }
}
