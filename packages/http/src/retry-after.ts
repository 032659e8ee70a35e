import type { Clock } from '@subuser/core';
import type { Reply } from './http.ts';

// The three forms of RFC 9110, 5.6.7. Only the last has no zone; it is in UTC as well.
const forms = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/u,
];
const formWithoutZone = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/u;

/** Milliseconds since 1970 UTC of an HTTP date; `undefined` for anything else, which `Date.parse` would guess at. */
function parseHttpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  let time = Number.NaN;
  if (forms.some((form) => form.test(text))) time = Date.parse(text);
  else if (formWithoutZone.test(text)) time = Date.parse(`${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * How long a reply asks us to wait, in milliseconds, never negative; `undefined` where it does not say or says it in no known
 * grammar. Seconds and HTTP dates (RFC 9110, 10.2.3). A date is taken against the reply's own `Date`, so that a clock
 * that is wrong on this side does no harm; against `clock` where there is none.
 */
export function retryAfterMs(reply: Pick<Reply, 'headers'>, clock: Pick<Clock, 'now'>): number | undefined {
  const text = reply.headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,12}$/u.test(text)) return Number(text) * 1000;
  const until = parseHttpDate(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (parseHttpDate(reply.headers['date']) ?? clock.now()));
}
