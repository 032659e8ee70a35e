import type { Clock, RandomInt } from '@subuser/core';
import type { Pace, Retries, Timeouts } from './connection-options.ts';
import type { Pacer } from './pacer.ts';
import type { Dispatcher } from 'undici';
import type { CallEvent } from './call-event.ts';

/** What an adapter wires a connection with; the nested options come from its parsed `connectionShape`. */
export interface HttpOptions {
  /** The carrier's name, for errors and events. */
  carrier: string;
  /** `http:` or `https:`; a path prefix is kept. Credentials, a query or a fragment in it are refused. */
  baseUrl: string;
  /**
   * Proxies, custom CAs, mocks. It is not closed by `close()`; waiting in its queue counts as connecting; where it retries or
   * redirects by itself, that is prevented for writes. Absent: an agent of its own (HTTP/1.1).
   */
  dispatcher?: Dispatcher | undefined;
  timeouts: Timeouts;
  retries: Retries;
  /** A pacer is used as it is, and may be shared with other connections. */
  pace: Pace | Pacer;
  /** Called synchronously; what it throws is dropped. */
  onEvent?: ((event: CallEvent) => void) | undefined;
  /** Waits and timestamps. Time-outs of sockets run on real time, since sockets do. */
  clock?: Clock | undefined;
  /** The jitter of retry delays. */
  randomInt?: RandomInt | undefined;
}
