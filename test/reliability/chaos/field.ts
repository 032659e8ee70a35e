/** What one field of a sub-user may contain: the last known value, and every value that a lost write may still store. */
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

  /** After a write that was reported as done. Lost writes before it may still arrive after it. */
  set(value: T): void {
    this.#known = value;
  }

  /** After a write whose outcome is unknown. */
  mayBecome(...values: readonly T[]): void {
    for (const value of values) this.#open.add(value);
  }

  allows(value: T): boolean {
    return value === this.#known || this.#open.has(value);
  }
}
