import type { BrokenRule, ErrorCode } from '@subuser/core';

/** What a refusing body says, in the terms of all carriers. Everything in it is optional: many bodies say nothing. */
export interface Refusal {
  /** What the carrier's code means; `fault`: nobody knows whether a write was applied. Absent: the HTTP status decides. */
  code?: ErrorCode | 'fault' | undefined;
  /** The HTTP status that the body itself names. It counts where the reply's own is a success. */
  status?: number | undefined;
  carrierCode?: string | number | undefined;
  /** Our own words for the carrier's code, `LOGIN_NOT_UNIQUE (436)`. */
  label?: string | undefined;
  /** The carrier's words, quoted in one line. */
  message?: string | undefined;
  /** Fields that it names; `rule` may be the carrier's words. */
  fields?: readonly BrokenRule[] | undefined;
  retryAfterMs?: number | undefined;
  /** What to do, as a sentence, where the code says more than `ErrorCode`. */
  advice?: string | undefined;
}

/** How a carrier refuses, and what one call adds to it. */
export interface Refusals {
  /** What a body says if it refuses, on whatever status it came; `undefined` if it does not. What is not JSON is `undefined`. */
  refusalIn(body: unknown, status: number): Refusal | undefined;
  /** What to do about a refusal of each code, as a sentence, where the general advice does not do. */
  readonly advice: Partial<Record<ErrorCode, string>>;
  /** What a 404 of this call means and what to do about it, as a sentence. */
  readonly notFound?: string;
  /** Values of the request that must not come back in an error, should the carrier echo them. */
  readonly confidential?: readonly string[];
}
