/** What one field of a sub-user can hold by now: what was last known, and whatever lost writes may yet make of it. */
export class Field<T> {
  #known: T;
  readonly #open = new Set<T>();

  constructor(known: T) {
    this.#known = known;
  }

  get known(): T {
    return this.#known;
  }

  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  get values(): T[] {
    return [this.#known, ...this.#open];
  }

  /** A write that was reported as done. Lost writes before it may still come after it. */
  set(value: T): void {
    this.#known = value;
  }

  /** A write whose end nobody knows. */
  mayBecome(...values: readonly T[]): void {
    for (const value of values) this.#open.add(value);
  }

  allows(value: T): boolean {
    return value === this.#known || this.#open.has(value);
  }
}
