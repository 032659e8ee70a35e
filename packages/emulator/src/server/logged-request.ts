/**
 * One request in the log. It holds no header, no body, no query and no parameter's value. What stands where a name or a
 * part of a path belongs, and cannot be one, may be a secret that went astray: the log has `(unreadable)` for it.
 */
export interface LoggedRequest {
  /** From 1, in order of arrival; starts again after `reset`. */
  readonly sequence: number;
  /** The word that every carrier shares: `create`. */
  readonly operation: string;
  /** The carrier's own word: `AddSubUser`. */
  readonly carrierOperation: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names of the query's and body's parameters, in the order sent. */
  readonly parameters: readonly string[];
  /** Whether the carrier carried the operation out; an `apply-late` turns it to true when it happens. */
  readonly applied: boolean;
  /** The status sent; null as long as none was, or the client was gone before. */
  readonly status: number | null;
  /** Arrival, milliseconds of the emulator's clock. */
  readonly at: number;
}

/** What `inject` is told of a request. */
export type RequestFacts = Pick<LoggedRequest, 'sequence' | 'operation' | 'carrierOperation' | 'method' | 'path'>;

/** A name that a documented parameter could have. */
const plainName = /^[a-z][a-z_]{0,39}$/u;

export function loggableName(name: string): string {
  return readable(name, plainName);
}

export function loggablePath(path: string, plainSegment: RegExp): string {
  const segments = path.split('/').map((segment) => readable(segment, plainSegment));
  return segments.join('/');
}

function readable(text: string, plain: RegExp): string {
  return plain.test(text) ? text : '(unreadable)';
}
