import type { CallOptions, Credentials } from '@subuser/core';
import type { CallContext, NamedCall } from './call-context.ts';

/** A whole reply, read up to the body limit. */
export interface Reply {
  status: number;
  /** Names in lower case; a repeated header joined by `, `. */
  headers: Readonly<Record<string, string>>;
  /** Decompressed, and read in the charset that the reply declares, or else as UTF-8. */
  text: string;
  /**
   * Why the body cannot be trusted: how its bytes break what is declared, as a rule (`must be UTF-8`). `text` then is what could
   * be read of it, good only for a search.
   */
  unreadable?: string;
}

export interface HttpRequest<T> extends NamedCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, exactly as it goes on the wire, with its slashes and query. */
  path: string;
  /** Asked anew for every attempt, so that a renewed token is used. */
  headers(signal?: AbortSignal): Promise<Record<string, string>> | Record<string, string>;
  body?: string | undefined;
  /**
   * The reply as a value; throws `SubUserError` for a refusal or a misfit, and that error's code decides on a retry. `call`
   * makes errors that name this call.
   */
  decode(reply: Reply, call: CallContext): T;
  /**
   * For a call whose reply shows something only once: finds it in the text of any reply that did not become a value, whatever
   * its status, in part or whole. The error of the call then contains it.
   */
  rescue?: ((text: string) => Credentials | undefined) | undefined;
}

/** One carrier's connection: paced, retried where nothing can have been applied, timed out, observed. */
export interface Http {
  /** Rejects with `SubUserError` only; which code for which ending is in docs/errors.md. */
  send<T>(request: HttpRequest<T>, call?: CallOptions): Promise<T>;
  /** Closes its own connections; a dispatcher that the caller brought stays open. */
  close(): Promise<void>;
}
