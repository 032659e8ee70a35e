import type { NewSubUser } from '@subuser/core';
import type { Owned } from './owned.ts';

/** One sub-user that a caller wants, however many calls it takes. */
export interface Wish {
  /** The first word of its description, which no other has. */
  mark: string;
  input: NewSubUser & { name: string; description: string };
  /** What its caller knows from the reports so far. */
  state:
    | { is: 'refused' }
    /** May have been applied; `attempts` are the nonces to look for, if it had a tag. */
    | { is: 'open'; attempts: readonly string[] | undefined }
    /** `leftovers`: nonces of attempts that may have left another one, according to the report. */
    | { is: 'created'; owned: Owned; leftovers: readonly string[] };
}
