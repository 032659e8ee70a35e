import { type Clock, type RandomInt, SubUserError } from '@subuser/core';
import type { SignalHub } from '@subuser/core/provider';
import type { Pacer } from './pacer.ts';
import type { Retries, Timeouts } from './connection-options.ts';
import type { Dispatcher } from 'undici';
import { abortable } from './exchange/abortable.ts';
import type { BaseUrl } from './base-url.ts';
import type { CallContext } from './call-context.ts';
import type { CallEvent } from './call-event.ts';
import { exchange } from './exchange/exchange.ts';
import { rescuedError } from './rescued-error.ts';
import { parseHttpDate } from './retrying/http-date.ts';
import type { HttpRequest, Reply } from './http.ts';
import { LostReply } from './exchange/lost-reply.ts';
import type { LearnedPause } from './pacing/learned-pause.ts';
import { lostReplyError } from './exchange/lost-reply-error.ts';
import { quietly } from './observer.ts';
import { retryAfterMs } from './retrying/retry-after.ts';
import type { RetryBudget } from './retrying/retry-budget.ts';
import { retryDelayMs } from './retrying/retry-delay.ts';
import type { Waits } from './retrying/waits.ts';

/** What all calls of a connection share. */
export interface CallEnvironment {
  base: BaseUrl;
  dispatcher: Dispatcher;
  reportsStarts: boolean;
  timeouts: Timeouts;
  retries: Retries;
  clock: Clock;
  randomInt: RandomInt;
  pacer: Pacer;
  budget: RetryBudget;
  observer: () => ((event: CallEvent) => void) | undefined;
  signals: SignalHub;
  learnedPause: LearnedPause;
  waits: Waits;
}

/** Compressed replies are read all the same. */
const uncompressed = { 'accept-encoding': 'identity' };
/** A cache between that answers a read with an old list would hide what an earlier attempt created. */
const uncached = { 'cache-control': 'no-cache' };

type Outcome<T> = { status: number | null; reply?: Reply } & ({ value: T } | { error: SubUserError });

/** One call with its waits and attempts. */
export class Call<T> {
  readonly #shared: CallEnvironment;
  readonly #context: CallContext;
  readonly #request: HttpRequest<T>;
  readonly #signal: AbortSignal | undefined;
  /** The last failure that was retried. */
  #last: SubUserError | undefined;

  constructor(shared: CallEnvironment, context: CallContext, request: HttpRequest<T>, signal: AbortSignal | undefined) {
    this.#shared = shared;
    this.#context = context;
    this.#request = request;
    this.#signal = signal;
  }

  async run(): Promise<T> {
    const { signals, waits } = this.#shared;
    const interruption = this.#interruption('before it began');
    if (interruption !== undefined) throw interruption;
    const signal = this.#signal;
    if (signal === undefined) return await this.#tryAll(waits.signal);
    const waiting = new AbortController();
    const unlisten = [signal, waits.signal].map((either) => signals.listen(either, () => waiting.abort(either.reason)));
    try {
      return await this.#tryAll(waiting.signal);
    } finally {
      for (const leave of unlisten) leave();
    }
  }

  /** `waiting` ends every wait between requests; a request on the wire has its own signal. */
  async #tryAll(waiting: AbortSignal): Promise<T> {
    const { budget, clock, learnedPause } = this.#shared;
    for (let attempt = 1; ; attempt += 1) {
      const leave = await this.#turn(attempt, waiting);
      const startedAt = clock.monotonicMs();
      const outcome = await this.#try(attempt, waiting);
      quietly(leave);
      this.#tellAttempt(attempt, outcome, startedAt);
      if ('value' in outcome) {
        budget.giveBack();
        learnedPause.onSuccess(startedAt);
        return outcome.value;
      }
      const { error, reply } = outcome;
      const askedMs = error.detail.retryAfterMs ?? (reply === undefined ? undefined : retryAfterMs(reply, clock));
      if (error.code === 'rate-limited') this.#slowDown(askedMs, startedAt);
      await this.#waitToRetry(attempt, error, askedMs, waiting);
    }
  }

  /** The carrier refused the call because there are too many: all calls of the connection start later, or fail until they may. */
  #slowDown(askedMs: number | undefined, startedAt: number): void {
    const { clock, learnedPause, pacer, retries, waits } = this.#shared;
    if (askedMs !== undefined && askedMs > retries.maxMs) waits.hold(askedMs);
    const pauseMs = askedMs ?? learnedPause.afterRefusal(startedAt, clock.monotonicMs());
    if (pauseMs > 0) quietly(() => pacer.pause(Math.min(pauseMs, retries.maxMs)));
  }

  async #turn(attempt: number, waiting: AbortSignal): Promise<() => void> {
    const { clock, pacer } = this.#shared;
    const since = clock.monotonicMs();
    try {
      const leave = await pacer.enter(waiting);
      const durationMs = clock.monotonicMs() - since;
      if (durationMs > 0) this.#tellWait(attempt, 'pace', durationMs);
      return leave;
    } catch (error) {
      throw (
        this.#interruption('while it waited for its turn', waiting) ??
        (SubUserError.is(error)
          ? error
          : this.#context.error('unavailable', 'its pacer failed; nothing was sent.', {}, error))
      );
    }
  }

  async #try(attempt: number, waiting: AbortSignal): Promise<Outcome<T>> {
    const { base, timeouts, retries } = this.#shared;
    const { method, body, effect, path } = this.#request;
    let headers: Record<string, string>;
    try {
      const asked = this.#request.headers(waiting);
      headers = asked instanceof Promise ? await abortable(asked, waiting) : asked;
    } catch (error) {
      return {
        status: null,
        error:
          this.#interruption('while its headers were made', waiting) ??
          this.#foreign(error, 'its headers could not be made; nothing was sent.'),
      };
    }
    const request = {
      origin: base.origin,
      path: base.prefix + path,
      method,
      headers: { ...uncompressed, ...(effect === 'read' && uncached), ...headers },
      body,
      effect,
    };
    const ending = await exchange(this.#shared, request, this.#signal);
    if (ending instanceof LostReply) {
      const tries = retries.attempts > 1 ? ` (try ${attempt} of ${retries.attempts})` : '';
      const error = lostReplyError(this.#context, ending, timeouts, tries);
      return { status: ending.status, error: this.#rescued(error, ending.text) };
    }
    const outcome = this.#read(ending);
    return 'error' in outcome ? { ...outcome, error: this.#rescued(outcome.error, ending.text) } : outcome;
  }

  #read(reply: Reply): Outcome<T> {
    const { status } = reply;
    const isWrite = this.#context.effect === 'write';
    const mayBeApplied = isWrite ? ' It may have been applied: look it up before trying again.' : '';
    // The target is not shown: redirects to a sign-in carry tokens.
    if (status >= 300 && status < 400) {
      const what = `the answer was a redirect (${status}), which is never followed. Check the base URL.${mayBeApplied}`;
      return { status, reply, error: this.#context.error('unexpected-response', what, { httpStatus: status }) };
    }
    try {
      return { status, reply, value: this.#request.decode(reply, this.#context) };
    } catch (error) {
      const what = `the reply (${status}) could not be handled, which is a bug of the adapter.${mayBeApplied}`;
      return { status, reply, error: this.#foreign(error, what, status) };
    }
  }

  #rescued(error: SubUserError, text: string): SubUserError {
    const credentials = error.detail.credentials ?? this.#request.rescue?.(text);
    return credentials === undefined || credentials === error.detail.credentials
      ? error
      : rescuedError(error, credentials);
  }

  /** A `SubUserError` passes unchanged; anything else is a bug. */
  #foreign(error: unknown, what: string, httpStatus?: number): SubUserError {
    if (SubUserError.is(error)) return error;
    return this.#context.error('internal', what, httpStatus === undefined ? {} : { httpStatus }, error);
  }

  async #waitToRetry(
    attempt: number,
    error: SubUserError,
    askedMs: number | undefined,
    waiting: AbortSignal,
  ): Promise<void> {
    const { budget, clock, randomInt, retries, waits } = this.#shared;
    // Only these two codes guarantee that a write was not applied.
    if (error.code !== 'unavailable' && error.code !== 'rate-limited') throw error;
    const isTooLong = askedMs !== undefined && askedMs > retries.maxMs;
    // A carrier that limits our rate is up, and the pacer obeys it: only failures spend the retry budget.
    if (isTooLong || attempt >= retries.attempts || waits.isClosed) throw error;
    if (error.code === 'unavailable' && !budget.take()) throw error;
    this.#last = error;
    const since = clock.monotonicMs();
    try {
      await clock.sleep(retryDelayMs(attempt, retries, askedMs, randomInt), waiting);
    } catch (failure) {
      throw (
        this.#interruption('while it waited to try again', waiting) ??
        this.#context.error('internal', 'its clock or its jitter failed; nothing was applied.', {}, failure)
      );
    }
    this.#tellWait(attempt + 1, 'retry', clock.monotonicMs() - since);
  }

  /**
   * Why a call that has no request on the wire must end: the caller cancelled, the connection is closed, or the carrier asked
   * for a pause that is too long to wait for.
   */
  #interruption(when: string, waiting?: AbortSignal): SubUserError | undefined {
    const { waits } = this.#shared;
    const state = this.#last === undefined ? 'nothing was sent' : 'nothing was applied';
    const signal = this.#signal;
    if (signal?.aborted)
      return this.#context.error('cancelled', `cancelled ${when}; ${state}.`, {}, this.#last ?? signal.reason);
    if (waits.isClosed) {
      const what = `the connection was closed ${when}; ${state}. Open a new one.`;
      return this.#context.error('failed-precondition', what, {}, this.#last);
    }
    const heldMs = waits.heldMs();
    if (heldMs === 0 && waiting?.aborted !== true) return undefined;
    const what = `the carrier has asked for a pause, of which ${heldMs} ms are left; ${state}. Try again after it.`;
    return this.#context.error('rate-limited', what, { retryAfterMs: heldMs }, this.#last);
  }

  #tellAttempt(attempt: number, outcome: Outcome<T>, startedAt: number): void {
    const { clock, observer } = this.#shared;
    const tell = observer();
    if (tell === undefined) return;
    const { carrier, operation, carrierOperation } = this.#context;
    const code = 'error' in outcome ? outcome.error.code : null;
    const durationMs = clock.monotonicMs() - startedAt;
    const { status, reply } = outcome;
    const carrierTimeMs = parseHttpDate(reply?.headers['date']) ?? null;
    tell({ type: 'attempt', carrier, operation, carrierOperation, attempt, status, code, durationMs, carrierTimeMs });
  }

  #tellWait(attempt: number, reason: 'pace' | 'retry', durationMs: number): void {
    const { carrier, operation, carrierOperation } = this.#context;
    this.#shared.observer()?.({ type: 'wait', carrier, operation, carrierOperation, attempt, reason, durationMs });
  }
}
