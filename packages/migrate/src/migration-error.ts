/**
 * What can be wrong with a migration apart from the carriers. `locked`: another process holds a file. `damaged`: a file
 * holds what was never written there. `not-durable`: a file could not be written; what was not written was not done
 * either. `other-plan`: the journal is of another plan. `undone`: the journal has begun to undo. `wrong-key`: not the key
 * that is needed here.
 */
export type MigrationErrorCode = 'locked' | 'damaged' | 'not-durable' | 'other-plan' | 'undone' | 'wrong-key';

/** Says what is wrong and what to do about it; holds no secret. The carriers' own failures are `SubUserError`. */
export class MigrationError extends Error {
  override readonly name: string = 'MigrationError';
  readonly code: MigrationErrorCode;

  constructor(code: MigrationErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
