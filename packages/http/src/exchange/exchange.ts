import type { SignalHub } from '@subuser/core/provider';
import type { Timeouts } from '../connection-options.ts';
import { type Dispatcher, errors } from 'undici';
import { Deadline } from './deadline.ts';
import type { Effect } from '../call-context.ts';
import type { Reply } from '../http.ts';
import { isBroken } from './broken-dispatcher.ts';
import { isBeforeConnection } from './evidence.ts';
import { readBody } from './read-body.ts';
import { LostReply, type LostReplyReason } from './lost-reply.ts';

/** The longest reply that is read, in bytes: a hundred times the largest page of sub-users. */
export const bodyLimit = 8 * 1024 * 1024;

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

export interface ExchangeEnvironment {
  dispatcher: Dispatcher;
  /** See `evidence.ts`. */
  reportsStarts: boolean;
  timeouts: Timeouts;
  signals: SignalHub;
}

export interface ExchangeRequest {
  origin: string;
  path: string;
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body: string | undefined;
  effect: Effect;
}

/**
 * One request on the wire, as an undici handler. It ends once, with the whole reply or with a `LostReply`.
 *
 * The evidence: undici calls `onRequestStart` when it has taken the request out of its queue, has a connected socket (TLS
 * and proxy tunnel included) and is about to write, in the same tick (undici 7.30.2, lib/dispatcher/client-h1.js `writeH1`,
 * client-h2.js `writeH2`). Before it, no byte was written; an abort inside it keeps every byte back. Where the dispatcher may not
 * report it, silence is no evidence.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #timeouts: Timeouts;
  readonly #effect: Effect;
  readonly #reportsStarts: boolean;
  readonly #unlisten: (() => void) | undefined;
  readonly #resolve: (ending: Reply | LostReply) => void;
  readonly #deadline = new Deadline(() => this.#lose(this.#late));
  readonly #totalDue: number;
  #late: LostReplyReason = 'connect-timeout';
  #ended = false;
  #controller: Dispatcher.DispatchController | undefined;
  #status: number | null = null;
  #headers: Record<string, string> = {};
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    { timeouts, signals, reportsStarts }: ExchangeEnvironment,
    effect: Effect,
    signal: AbortSignal | undefined,
    resolve: (ending: Reply | LostReply) => void,
  ) {
    this.#timeouts = timeouts;
    this.#effect = effect;
    this.#reportsStarts = reportsStarts;
    this.#resolve = resolve;
    this.#unlisten =
      signal === undefined ? undefined : signals.listen(signal, () => this.#lose('aborted', signal.reason));
    this.#totalDue = performance.now() + timeouts.totalMs;
    if (reportsStarts) this.#allow('connect-timeout', timeouts.connectMs);
    else this.#allow('headers-timeout', timeouts.headersMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#ended) {
      // The caller gave up while it waited for a connection; undici still keeps it in its queue (its issue #386). A later
      // connection must not send it.
      controller.abort(new errors.RequestAbortedError());
      return;
    }
    const again = this.#controller !== undefined;
    this.#controller = controller;
    // The dispatcher retries or redirects by itself. A write is sent once.
    if (again && this.#effect === 'write') {
      this.#lose('repeated');
      return;
    }
    this.#allow('headers-timeout', this.#timeouts.headersMs);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // An answer is evidence, too, in case the caller's dispatcher does not report the start.
    this.#controller ??= controller;
    if (status < 200) return;
    this.#status = status;
    this.#headers = joined(headers);
    // It has no body (RFC 9110, 15.3.5), even if it declares one. What then follows must not be taken for the next reply.
    if (status === 204) {
      this.#end({ status, headers: this.#headers, text: '' });
      if (declaresBody(this.#headers)) controller.abort(new errors.RequestAbortedError());
      return;
    }
    this.#allow('body-timeout', this.#timeouts.bodyMs);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > bodyLimit) {
      this.#lose('too-long');
      return;
    }
    this.#chunks.push(chunk);
    this.#allow('body-timeout', this.#timeouts.bodyMs);
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    if (this.#status === null) {
      this.#lose('failed');
      return;
    }
    const [first] = this.#chunks;
    const bytes = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    try {
      const body = readBody(bytes, this.#headers, bodyLimit);
      this.#end({ status: this.#status, headers: this.#headers, ...body });
    } catch {
      this.#lose('too-long');
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: unknown): void {
    this.#fail(error, false);
  }

  /** The dispatcher itself threw. */
  onThrown(error: unknown): void {
    this.#fail(error, true);
  }

  /** Allows so many milliseconds for the next phase, within the total. */
  #allow(late: LostReplyReason, milliseconds: number): void {
    const now = performance.now();
    const due = now + milliseconds;
    const isTotal = due > this.#totalDue;
    this.#late = isTotal ? 'total-timeout' : late;
    this.#deadline.set(isTotal ? this.#totalDue : due, now);
  }

  #fail(error: unknown, isThrown: boolean): void {
    this.#lose(this.#controller === undefined && isBroken(error, isThrown) ? 'broken' : 'failed', error);
  }

  #lose(reason: LostReplyReason, error?: unknown): void {
    if (this.#ended) return;
    this.#end(new LostReply(reason, this.#sent(error), this.#status, error, this.#arrived()));
    // Destroys the socket. Where there is none yet, `onRequestStart` holds the request back.
    this.#controller?.abort(new errors.RequestAbortedError());
  }

  /** What has arrived of the body. */
  #arrived(): string {
    if (this.#effect === 'read' || this.#chunks.length === 0) return '';
    try {
      return readBody(Buffer.concat(this.#chunks), this.#headers, bodyLimit).text;
    } catch {
      return '';
    }
  }

  #sent(error: unknown): LostReply['sent'] {
    if (this.#controller !== undefined) return true;
    return this.#reportsStarts || isBeforeConnection(error) ? false : 'unknown';
  }

  #end(ending: Reply | LostReply): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#deadline.clear();
    this.#unlisten?.();
    this.#resolve(ending);
  }
}

function joined(headers: Headers): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}

function declaresBody(headers: Record<string, string>): boolean {
  return 'transfer-encoding' in headers || !['0', undefined].includes(headers['content-length']);
}

/** Sends a request once. Never rejects. Sends nothing if the signal is already aborted. */
export function exchange(
  environment: ExchangeEnvironment,
  request: ExchangeRequest,
  signal: AbortSignal | undefined,
): Promise<Reply | LostReply> {
  if (signal?.aborted) return Promise.resolve(new LostReply('aborted', false, null, signal.reason));
  // Some runtimes have an undici of their own that lacks it.
  if (typeof environment.dispatcher.dispatch !== 'function')
    return Promise.resolve(new LostReply('broken', false, null, new TypeError('dispatch is not a function')));
  return new Promise((resolve) => {
    const handler = new Exchange(environment, request.effect, signal, resolve);
    const { effect, body, ...rest } = request;
    try {
      const returned: unknown = environment.dispatcher.dispatch(
        // Our own timers are exact; undici's have a resolution of about a second and may fire early.
        { ...rest, body: body ?? null, idempotent: effect === 'read', headersTimeout: 0, bodyTimeout: 0 },
        handler,
      );
      // One that is written as an async function throws later.
      if (returned instanceof Promise) returned.catch((error: unknown) => handler.onThrown(error));
    } catch (error) {
      handler.onThrown(error);
    }
  });
}
