import type { SubUsers } from '@subuser/core';
import type { TestAccount } from '../../carriers/carrier-under-test.ts';
import type { Wish } from './wish.ts';

/** The counts of a run by what is counted: calls, faults, codes. */
export type Tally = Map<string, number>;

export function count(tally: Tally, what: string, by = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + by);
}

/** What all callers of one run share. */
export interface Scene {
  seed: string;
  account: TestAccount;
  subUsers: SubUsers;
  /** Every sub-user that any caller ever wanted. */
  wishes: Wish[];
  tally: Tally;
  /** A line of the transcript. */
  note(line: string): void;
  /** Reports an invariant that does not hold. */
  complain(line: string): void;
}
