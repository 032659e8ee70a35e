/** Waits that can all be ended at once, so that no timer outlives its emulator. */
export class Delays {
  readonly #pending = new Map<NodeJS.Timeout, (elapsed: boolean) => void>();

  /** Resolves to true after `ms` milliseconds, or to false as soon as `cancel` is called. */
  wait(ms: number): Promise<boolean> {
    if (ms <= 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#pending.delete(timer);
        resolve(true);
      }, ms);
      this.#pending.set(timer, resolve);
    });
  }

  cancel(): void {
    for (const [timer, resolve] of this.#pending) {
      clearTimeout(timer);
      resolve(false);
    }
    this.#pending.clear();
  }
}
