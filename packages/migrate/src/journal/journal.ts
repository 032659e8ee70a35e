import type { ErrorCode, SubUserId } from '@subuser/core';

/** One durable line. `at` is milliseconds since 1970 UTC. No secret ever stands in one. */
export type JournalEntry =
  | { type: 'begin'; plan: string; at: number }
  /** Written before anything is sent. `nonce`: of the create attempt; absent for updates and deletes. */
  | { type: 'intent'; step: SubUserId; nonce?: string; at: number }
  /** The credentials of this attempt are in the sink; the target has this id. */
  | { type: 'sealed'; step: SubUserId; nonce: string; target: SubUserId; at: number }
  | { type: 'done'; step: SubUserId; target: SubUserId; at: number }
  | { type: 'failed'; step: SubUserId; code: ErrorCode; message: string; openAttempts?: readonly string[]; at: number }
  | { type: 'undo-intent'; step: SubUserId; target: SubUserId; at: number }
  | { type: 'undone'; step: SubUserId; target: SubUserId; at: number }
  /** The target made us wait until `at`; of no step, and for the report alone. */
  | { type: 'waited'; durationMs: number; at: number };

/** Where an apply writes before and after it acts. One writer at a time; a second is refused, naming the first. */
export interface Journal {
  /**
   * What stood in it when it was opened, in order, some entries at a time: there may be millions, so nobody keeps them.
   * May be asked for again, until it is closed.
   */
  entries(): AsyncIterable<readonly JournalEntry[]>;
  /** Resolves once the entry cannot be lost any more. Many at once share one flush. */
  append(entry: JournalEntry): Promise<void>;
  close(): Promise<void>;
}
