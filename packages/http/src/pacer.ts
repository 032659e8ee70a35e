/** The gate before every request. Several providers, and many processes, may share one pacer. */
export interface Pacer {
  /** Resolves when a request may start; call the returned function once when the request has ended. */
  enter(signal?: AbortSignal): Promise<() => void>;
  /** The carrier asked to slow down: nobody enters for this many milliseconds. */
  pause(milliseconds: number): void;
}
