/** How an attempt ended without a whole reply. */
export type LostReplyReason =
  | 'aborted'
  | 'connect-timeout'
  | 'headers-timeout'
  | 'body-timeout'
  | 'total-timeout'
  | 'too-long'
  | 'repeated'
  | 'failed';

/**
 * An attempt without a whole reply. `sent` is the evidence on which everything hangs: false means that not one byte of the
 * request was given to a socket, so that it cannot have been applied.
 */
export class LostReply {
  readonly reason: LostReplyReason;
  readonly sent: boolean;
  /** `null`: not even the reply's headers came. */
  readonly status: number | null;
  /** What the dispatcher said (`failed`) or the caller's reason (`aborted`). It may hold secrets. */
  readonly error: unknown;

  constructor(reason: LostReplyReason, sent: boolean, status: number | null, error?: unknown) {
    this.reason = reason;
    this.sent = sent;
    this.status = status;
    this.error = error;
  }
}
