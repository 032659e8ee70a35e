/** Waits that can all be cancelled at once, so that no timer outlives its emulator. */
export class Delays {
  readonly #pending = new Map<NodeJS.Timeout, (elapsed: boolean) => void>();
  #isOver = false;

  /** Resolves to true after `ms` milliseconds, or to false as soon as it is cancelled. */
  wait(ms: number): Promise<boolean> {
    if (ms <= 0 || this.#isOver) return Promise.resolve(!this.#isOver);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#pending.delete(timer);
        resolve(true);
      }, ms);
      this.#pending.set(timer, resolve);
    });
  }

  /** Cancels all waits and every later one, so that a request still being read cannot start another. */
  end(): void {
    this.#isOver = true;
    this.cancel();
  }

  cancel(): void {
    for (const [timer, resolve] of this.#pending) {
      clearTimeout(timer);
      resolve(false);
    }
    this.#pending.clear();
  }
}
