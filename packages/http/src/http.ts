import type { CallOptions } from '@subuser/core';
import type { CallContext } from './call-context.ts';

/** A whole reply, read up to the body limit. */
export interface Reply {
  status: number;
  /** Names in lower case; a repeated header joined by `, `. */
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** What happens on the carrier: only a `write` can be of unknown outcome. */
export type Effect = 'read' | 'write';

export interface HttpRequest<T> {
  /** What is asked for, in the words that all carriers share (`create`, `get`, `list`, …); see `ErrorDetail`. */
  operation: string;
  /** The carrier's own word for the call: `AddSubUser`. Errors and events name both. Default: the same word. */
  carrierOperation?: string | undefined;
  effect: Effect;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, exactly as it goes on the wire, with its slashes and query. */
  path: string;
  /** Asked anew for every attempt, so that a renewed token is used. */
  headers(signal?: AbortSignal): Promise<Record<string, string>> | Record<string, string>;
  body?: string | undefined;
  /** The sub-user that it is about (an id or a name), for error messages. */
  subject?: string | undefined;
  /**
   * The reply as a value; throws `SubUserError` for a refusal or a misfit, and that error's code decides on a retry. `call`
   * makes errors that name this call.
   */
  decode(reply: Reply, call: CallContext): T;
}

/** One carrier's connection: paced, retried where nothing can have been applied, timed out, observed. */
export interface Http {
  /** Rejects with `SubUserError` only; which code for which ending is in docs/errors.md. */
  send<T>(request: HttpRequest<T>, call?: CallOptions): Promise<T>;
  /** Closes its own connections; a dispatcher that the caller brought stays open. */
  close(): Promise<void>;
}
