import type { Clock, RandomInt } from '@subuser/core';
import type { Pace, Retries, Timeouts } from './connection-options.ts';
import type { Pacer } from './pacer.ts';
import type { Dispatcher } from 'undici';
import type { CallEvent } from './call-event.ts';

/** What `createHttp` takes; the nested options come from the adapter's parsed `connectionShape`. */
export interface HttpOptions {
  /** The carrier's name, for errors and events. */
  carrier: string;
  /** `http:` or `https:`; a path prefix is kept. Credentials, a query or a fragment are refused. */
  baseUrl: string;
  /**
   * Proxies, custom CAs, mocks. `close()` leaves it open. Time in its queue counts as connecting. It cannot retry or
   * redirect a write. What is not undici's own, or has interceptors composed onto it, may not report whether it sent a write,
   * whose outcome is then unknown wherever it could have been. Default: an agent of its own (HTTP/1.1).
   */
  dispatcher?: Dispatcher | undefined;
  /** The URL of a proxy through which every connection is tunnelled. Not beside `dispatcher`. */
  proxy?: string | undefined;
  timeouts: Timeouts;
  retries: Retries;
  /** A `Pacer` may be shared with other connections. */
  pace: Pace | Pacer;
  /** Called synchronously; its exceptions are dropped. */
  onEvent?: ((event: CallEvent) => void) | undefined;
  /** Waits and timestamps. Time-outs of sockets run on real time, since sockets do. */
  clock?: Clock | undefined;
  /** The jitter of retry delays. */
  randomInt?: RandomInt | undefined;
}
