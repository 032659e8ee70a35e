import type { IncomingHttpHeaders } from 'node:http';
import type { FaultRule } from './fault.ts';

/** One request as it came off the wire, its body read to the end. */
export interface CarrierRequest {
  readonly method: string;
  /** As sent (case, slashes, percent signs), without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer as a value; the mechanism decides whether, when and how broken it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; no body at all where it is undefined. */
  readonly body?: unknown;
  /** Whether the operation was carried out; by default every status below 400 says so. */
  readonly applied?: boolean;
}

/** What `failNext` and the log call a request. */
export interface OperationName {
  /**
   * The word that every carrier shares, after the methods of a sub-user interface: `create`, `get`, `list`, `update`, `delete`,
   * `changePassword`, `grants`, `verification`. A call that has no such word has the carrier's own in both.
   */
  readonly operation: string;
  /** The carrier's own word: `AddSubUser`. */
  readonly carrierOperation: string;
}

/** The name of a request to an undocumented path or method. */
export const unknownOperation: OperationName = { operation: 'unknown', carrierOperation: 'unknown' };

/** A request understood: nothing has been changed yet. */
export interface Call extends OperationName {
  /** Names of the parameters sent, as sent: the log shows those that can be no value gone astray. */
  readonly parameters: readonly string[];
  /**
   * Carries the operation out, checks of credentials and arguments included, and returns the answer. Called at most
   * once, possibly long after the client has gone, possibly never.
   */
  perform(): Reply | Promise<Reply>;
}

/** What a carrier implements; the mechanism in this folder does the rest. */
export interface CarrierPlay {
  /** The names of the documented operations. */
  readonly operations: readonly OperationName[];
  /** What a segment of a documented path can look like, its ids included; none of the carrier's secrets does. */
  readonly plainSegment: RegExp;
  /** Understands a request without changing anything. Never throws: what is wrong with it, `perform` answers. */
  route(request: CarrierRequest): Call | Promise<Call>;
  /** The carrier's own error body for the faults `status` and `error-200`. */
  faultReply(rule: FaultRule, status: number): Reply;
  /** The same answer with wrong types in fields of no consequence, for the fault `odd-field`. */
  oddReply(reply: Reply): Reply;
  /** Adds plausible sub-users, the same ones on every run, and returns their ids, oldest first. */
  seed(count: number): readonly string[];
  /** Whether the carrier accepts this login with this secret at this moment. */
  authenticates(login: string, secret: string): boolean;
  /** Forgets every sub-user; credentials stay. */
  reset(): void;
}
