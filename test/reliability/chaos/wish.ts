import type { NewSubUser } from '@subuser/core';
import type { Owned } from './owned.ts';

/** One sub-user that a caller wants, by however many calls it takes. */
export interface Wish {
  /** The first word of its description, which no other has. */
  mark: string;
  input: NewSubUser & { name: string; description: string };
  /** As its caller must see it by what was reported so far. */
  state:
    | { is: 'refused' }
    /** May have been applied; `attempts` are the nonces to look for, where it carried a tag. */
    | { is: 'open'; attempts: readonly string[] | undefined }
    /** `leftovers`: nonces of attempts that may have left another, by the report itself. */
    | { is: 'created'; owned: Owned; leftovers: readonly string[] };
}
