import { inspect } from 'node:util';

const mask = '[secret]';

/**
 * A value that does not print itself: `String`, template strings, `JSON.stringify`, `util.inspect` and a structured
 * clone show `[secret]`. Only `reveal()` returns it.
 */
export class Secret {
  /** What a structured clone carries instead of the value, which a private field keeps out of it. */
  readonly display: string = mask;
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
