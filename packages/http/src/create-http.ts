import { type CallOptions, SubUserError, systemClock } from '@subuser/core';
import { SignalHub, systemRandomInt } from '@subuser/core/provider';
import { parseBaseUrl } from './base-url.ts';
import { Call } from './call.ts';
import { CallContext } from './call-context.ts';
import type { HttpOptions } from './http-options.ts';
import type { Http, HttpRequest } from './http.ts';
import { createObserver } from './observer.ts';
import { reportsStarts } from './exchange/evidence.ts';
import { createOwnAgent } from './exchange/own-agent.ts';
import { createPacer } from './pacing/create-pacer.ts';
import { LearnedPause } from './pacing/learned-pause.ts';
import { RetryBudget } from './retrying/retry-budget.ts';
import { Waits } from './retrying/waits.ts';
import { timerLimitMs } from './timer-limit.ts';

/**
 * Connects to one carrier. Nothing is contacted before the first `send`. Throws `invalid-argument` for an
 * invalid base URL, or for a proxy beside a dispatcher.
 *
 * After `close()`, new calls and calls that wait (for their turn or a retry) fail with `failed-precondition`: nothing of
 * theirs was applied. Requests on the wire finish within their time-outs, since cutting off a write makes its outcome
 * unknown; then the connections are closed.
 */
export function createHttp(options: HttpOptions): Http {
  const { carrier, timeouts, pace } = options;
  const retries = { ...options.retries, maxMs: Math.min(options.retries.maxMs, timerLimitMs) };
  const clock = options.clock ?? systemClock;
  const base = parseBaseUrl(options.baseUrl, carrier);
  if (options.proxy !== undefined && options.dispatcher !== undefined) {
    const rules = [{ field: 'proxy', rule: 'cannot be combined with dispatcher' }];
    throw SubUserError.refusal(rules, { carrier, operation: 'configure', document: `${carrier} configuration` });
  }
  const { dispatcher, close: closeConnections } =
    options.dispatcher === undefined
      ? createOwnAgent(timeouts.connectMs, options.proxy)
      : { dispatcher: options.dispatcher, close: null };
  const waits = new Waits(clock);
  const environment = {
    base,
    timeouts,
    retries,
    dispatcher,
    reportsStarts: options.dispatcher === undefined || reportsStarts(options.dispatcher),
    clock,
    randomInt: options.randomInt ?? systemRandomInt,
    pacer: 'enter' in pace ? pace : createPacer(pace, clock),
    budget: new RetryBudget(),
    observer: createObserver(options.onEvent),
    signals: new SignalHub(),
    learnedPause: new LearnedPause(retries),
    waits,
  };
  let underWay = 0;
  let onIdle: (() => void) | undefined;
  let closed: Promise<void> | undefined;

  const close = async (): Promise<void> => {
    waits.close();
    if (underWay > 0) await new Promise<void>((resolve) => (onIdle = resolve));
    await closeConnections?.();
  };

  return {
    async send<T>(request: HttpRequest<T>, { signal }: CallOptions = {}): Promise<T> {
      underWay += 1;
      try {
        return await new Call(environment, new CallContext(carrier, request, clock), request, signal).run();
      } finally {
        underWay -= 1;
        if (underWay === 0) onIdle?.();
      }
    },
    close: () => (closed ??= close()),
  };
}
