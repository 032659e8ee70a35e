import type { BrokenRule, NewSubUser } from '@subuser/core';

/** One record of the file, with its line. */
export interface Row {
  line: number;
  input: NewSubUser;
  /** What the file calls a field, where it differs. */
  headers?: ReadonlyMap<string, string>;
}

/** What a file contains: rows, and everything that keeps it from being imported. A row with a fault is among the rows, too. */
export interface Rows {
  rows: Row[];
  faults: BrokenRule[];
}

/** A fault of a file in a line of it. */
export function faultAt(file: string, line: number, rule: string): BrokenRule {
  return { field: `${file}:${line}`, rule };
}

/** In characters. A longer record means a missing quote, or another kind of file. */
export const longestRecord = 1_000_000;
