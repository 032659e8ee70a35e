import * as z from 'zod';

/** A schema, compiled when it is used again: that takes some milliseconds, which a single call would not earn back. */
export class ReusedSchema<S extends z.ZodType> {
  #schema: S;
  #uses = 0;

  constructor(schema: S) {
    this.#schema = schema;
  }

  safeParse(value: unknown): z.ZodSafeParseResult<z.output<S>> {
    this.#uses += 1;
    if (this.#uses === 2) this.#schema = z.compile(this.#schema);
    return this.#schema.safeParse(value);
  }
}
