import type { IncomingHttpHeaders } from 'node:http';
import type { FaultRule } from './fault.ts';

/** One request as the carrier receives it, its body read to the end. */
export interface CarrierRequest {
  readonly method: string;
  /** As sent (case, slashes, percent signs), without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer as a value; the server decides whether, when and how broken it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; undefined means an empty body. */
  readonly body?: unknown;
  /** Whether the operation was carried out; by default it was if the status is below 400. */
  readonly applied?: boolean;
}

/** What `failNext` and the log call a request. */
export interface OperationName {
  /**
   * The word that every carrier shares: `create`, `get`, `list`, `update`, `delete`, `changePassword`, `grants`,
   * `verification`. An operation without a shared word has the carrier's own word here as well.
   */
  readonly operation: string;
  /** The carrier's own word: `AddSubUser`. */
  readonly carrierOperation: string;
}

/** The name of a request that the carrier does not document. */
export const unknownOperation: OperationName = { operation: 'unknown', carrierOperation: 'unknown' };

/** A request that was understood and has changed nothing yet. */
export interface Call extends OperationName {
  /** Names of the parameters as sent. The log shows only those that cannot be a misplaced value. */
  readonly parameters: readonly string[];
  /**
   * Checks credentials and arguments, carries the operation out and returns the answer; throws the carrier's refusal. Called
   * at most once, possibly never, possibly long after the client has gone.
   */
  perform(): Reply | Promise<Reply>;
}

/** The account that an emulator serves: every carrier's state as the control sees it. */
export interface CarrierAccount {
  /**
   * Adds plausible sub-users, the same ones on every run, and returns their ids, oldest first. `now` in milliseconds.
   */
  seed(count: number, now: number): readonly string[];
  /** Whether the carrier accepts this login with this secret at this moment. */
  authenticates(login: string, secret: string): boolean;
  /** Forgets every sub-user; credentials stay. */
  reset(): void;
}

/** What a carrier implements; the server does the rest. */
export interface CarrierScript {
  /** The names of the documented operations. */
  readonly operations: readonly OperationName[];
  /** Matches every segment of a documented path, ids included, and none of the carrier's secrets. */
  readonly plainSegment: RegExp;
  readonly account: CarrierAccount;
  /** Understands a request without changing anything. Never throws: `perform` reports what is wrong with the request. */
  route(request: CarrierRequest): Call | Promise<Call>;
  /** The answer to a refusal that `perform` threw; undefined if the error is a bug of the emulator. */
  refusalReply(error: unknown): Reply | undefined;
  /** The carrier's own error body for the faults `status` and `error-200`. */
  faultReply(rule: FaultRule, status: number): Reply;
  /** The same body with wrong types in fields that no client needs, for the fault `odd-field`. */
  oddBody(body: unknown): unknown;
}

/** What a script can read while the emulator runs. */
export interface Stage<Settings> {
  /** The settings at this moment; a test may change them on the control. */
  settings(): Readonly<Settings>;
  /** The emulator's clock in milliseconds. */
  now(): number;
}
