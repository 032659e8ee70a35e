import { visible } from '@subuser/core';

/**
 * What can go wrong in a migration apart from the carriers. `locked`: another process uses a file. `damaged`: a file
 * contains something that was never written to it. `not-durable`: a file could not be written; what was not written was
 * not done either. `other-plan`: the journal belongs to another plan. `undone`: an undo of the plan has begun.
 * `wrong-key`: the key does not fit.
 */
export type MigrationErrorCode = 'locked' | 'damaged' | 'not-durable' | 'other-plan' | 'undone' | 'wrong-key';

/** Its message says what is wrong and what to do, and contains no secret. A carrier's failure is a `SubUserError`. */
export class MigrationError extends Error {
  override readonly name: string = 'MigrationError';
  readonly code: MigrationErrorCode;

  constructor(code: MigrationErrorCode, message: string, cause?: unknown) {
    super(visible(message), cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
