import type { SubUsers } from '@subuser/core';
import type { Carrier } from '../carrier.ts';
import type { Wish } from './wish.ts';

/** What counts in a run, by word: calls, faults, codes. */
export type Tally = Map<string, number>;

export function count(tally: Tally, what: string, by = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + by);
}

/** What all callers of a run share. */
export interface Scene {
  seed: string;
  carrier: Carrier;
  subUsers: SubUsers;
  /** Every sub-user that any caller ever wanted. */
  wishes: Wish[];
  tally: Tally;
  /** A line of the transcript. */
  note(line: string): void;
  /** An invariant that does not hold. */
  complain(line: string): void;
}
