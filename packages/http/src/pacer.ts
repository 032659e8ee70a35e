/** The gate before every request. One pacer may be shared by several providers, and by many processes. */
export interface Pacer {
  /** Resolves when a request may start; the function that it gives must be called once when the request has ended. */
  enter(signal?: AbortSignal): Promise<() => void>;
  /** The carrier said to slow down: nobody enters for so many milliseconds. */
  pause(milliseconds: number): void;
}
