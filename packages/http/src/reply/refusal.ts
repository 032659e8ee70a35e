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
  /** Secrets that every request contains: words in which one of them can be recognised are left out of an error. */
  readonly confidential?: readonly string[];
}

/**
 * A refusal of a call that sent a secret, without any word of the reply: a carrier may repeat the secret cut, escaped or
 * encoded. What is left are our own words, and those of the fields that were `sent`.
 */
export function withoutWords(
  { code, status, fields, retryAfterMs, advice }: Refusal,
  sent: readonly string[],
): Refusal {
  const label = 'its words are not repeated, since a secret was sent';
  const named = fields?.map(({ field }) => ({
    field: sent.includes(field) ? field : 'input',
    rule: 'is refused by the carrier',
  }));
  return { code, status, label, fields: named, retryAfterMs, advice };
}
