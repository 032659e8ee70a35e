/** A signal that aborts as soon as one of two does. Unlike `AbortSignal.any` it leaves no trace on them once released. */
export class EitherSignal {
  readonly signal: AbortSignal;
  readonly #first: AbortSignal;
  readonly #second: AbortSignal;
  readonly #onAbort: (event: Event) => void;

  constructor(first: AbortSignal, second: AbortSignal) {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.#first = first;
    this.#second = second;
    this.#onAbort = () => controller.abort(first.aborted ? first.reason : second.reason);
    first.addEventListener('abort', this.#onAbort);
    second.addEventListener('abort', this.#onAbort);
  }

  release(): void {
    this.#first.removeEventListener('abort', this.#onAbort);
    this.#second.removeEventListener('abort', this.#onAbort);
  }
}
