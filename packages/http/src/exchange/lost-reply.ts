/** How an attempt ended without a whole reply. */
export type LostReplyReason =
  | 'aborted'
  | 'connect-timeout'
  | 'headers-timeout'
  | 'body-timeout'
  | 'total-timeout'
  | 'too-long'
  | 'repeated'
  | 'failed'
  | 'broken';

/**
 * An attempt without a whole reply. `sent` is the evidence that decides: false means that no byte of the request
 * reached a socket, so it cannot have been applied. Unknown: the dispatcher does not report what it sends.
 */
export class LostReply {
  readonly reason: LostReplyReason;
  readonly sent: boolean | 'unknown';
  /** `null`: the headers of the reply did not arrive. */
  readonly status: number | null;
  /** The dispatcher's error (`failed`, `broken`) or the caller's reason (`aborted`). It may contain secrets. */
  readonly error: unknown;
  /** As much of the body as arrived, good only for a search. */
  readonly text: string;

  constructor(reason: LostReplyReason, sent: boolean | 'unknown', status: number | null, error?: unknown, text = '') {
    this.reason = reason;
    this.sent = sent;
    this.status = status;
    this.error = error;
    this.text = text;
  }
}
