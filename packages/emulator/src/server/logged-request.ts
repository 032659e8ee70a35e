/**
 * One request in the log. It contains no header, body, query or value of a parameter. Anything in the place of a name or a path
 * segment that does not look like one may be a misplaced secret, so the log shows `(unreadable)`.
 */
export interface LoggedRequest {
  /** From 1, in order of arrival; restarts after `reset`. */
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
  /** Whether the carrier carried the operation out; `apply-late` sets it when the change is made. */
  readonly applied: boolean;
  /** The status sent; null before that, or if the client left first. */
  readonly status: number | null;
  /** Time of arrival, in milliseconds of the emulator's clock. */
  readonly at: number;
}

/** What `inject` learns about a request. */
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
