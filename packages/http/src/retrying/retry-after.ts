import type { Clock } from '@subuser/core';
import { parseHttpDate } from './http-date.ts';
import type { Reply } from '../http.ts';

/**
 * How long a reply asks us to wait, in milliseconds, never negative; `undefined` if it does not say, or in no known
 * grammar. Seconds and HTTP dates (RFC 9110, 10.2.3). A date counts from the reply's own `Date`, so that a wrong
 * local clock does no harm, or from `clock` if the reply has none.
 */
export function retryAfterMs(reply: Pick<Reply, 'headers'>, clock: Pick<Clock, 'now'>): number | undefined {
  const text = reply.headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,12}$/u.test(text)) return Number(text) * 1000;
  const until = parseHttpDate(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (parseHttpDate(reply.headers['date']) ?? clock.now()));
}
