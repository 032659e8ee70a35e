import type { BrokenField } from './wire/error-reply.ts';

/** Thrown if a request breaks a rule of Vobiz; the script answers it with an error body. */
export class Refusal extends Error {
  readonly status: number;
  readonly broken: readonly BrokenField[] | undefined;
  /** The number of the error shape, if it is not the usual one of the status. */
  readonly shape: number | undefined;

  constructor(status: number, message: string, broken?: readonly BrokenField[], shape?: number) {
    super(message);
    this.status = status;
    this.broken = broken;
    this.shape = shape;
  }
}

/** 422 for broken fields of the body. */
export function invalid(broken: readonly BrokenField[]): Refusal {
  return new Refusal(422, 'Validation failed', broken);
}
