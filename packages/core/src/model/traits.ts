import type { NameRule } from './name-rule.ts';
import type { PasswordRule } from './password-rule.ts';

/** The fields of a sub-user that a carrier may or may not hold. */
export const fieldNames = [
  'name',
  'email',
  'phone',
  'description',
  'grants',
  'enabled',
  'reference',
  'createdAt',
  'updatedAt',
  'lastUsedAt',
] as const;

export type FieldName = (typeof fieldNames)[number];

export interface FieldTrait {
  access: 'read-write' | 'create-only' | 'read-only' | 'absent';
  /** Whether an update may empty it (`null`). Absent means no. */
  clearable?: boolean;
  /** In characters, the reference tag included; absent where the carrier states none. */
  maxLength?: number;
  /** The document that says so. */
  source: string;
}

/**
 * What a carrier can hold and how it behaves, as plain JSON: a planner lists losses from it before any call, and
 * `openSubUsers` refuses by it before any request.
 */
export interface Traits {
  /** `tenant`: an account with API credentials and call records of its own. `operator`: a login with roles. */
  kind: 'tenant' | 'operator';
  fields: Readonly<Record<FieldName, FieldTrait>>;
  name: NameRule;
  /** `null`: a portable create takes no password here. There is a rule exactly where credentials are chosen. */
  password: PasswordRule | null;
  credentials: { origin: 'issued' | 'chosen'; shown: 'once' | 'never' };
  grants: {
    /** The whole vocabulary where it is fixed; `null` where it is fetched (`grants()`). */
    names: readonly string[] | null;
    /** What a create without `grants` means. */
    omitted: 'inherits' | 'none';
  };
  listing: {
    order: 'newest-first' | 'unstated';
    /**
     * How a reader notices that rows moved between two pages. `total`: every page carries the count of all rows, and
     * rows are added at the front only, so that it goes with `newest-first` alone. `overlap`: every page but the first begins with the last row of the page
     * before. `stable-cursor`: the cursor stands on a row, so nothing moves.
     */
    shiftEvidence: 'total' | 'overlap' | 'stable-cursor';
  };
}
