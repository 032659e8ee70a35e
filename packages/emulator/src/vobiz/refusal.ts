import type { BrokenField } from './wire/error-reply.ts';

/** Thrown by a rule of Vobiz that a request breaks; answered as an error, never as a fault of the emulator. */
export class Refusal extends Error {
  readonly status: number;
  readonly broken: readonly BrokenField[] | undefined;

  constructor(status: number, message: string, broken?: readonly BrokenField[]) {
    super(message);
    this.status = status;
    this.broken = broken;
  }
}

/** 422 for fields of the body. */
export function invalid(broken: readonly BrokenField[]): Refusal {
  return new Refusal(422, 'Validation failed', broken);
}
