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
  /** Whether an update may clear it (`null`). Absent means no. */
  clearable?: boolean;
  /** In characters, including the reference tag; absent if the carrier states none. */
  maxLength?: number;
  /** The document that states it. */
  source: string;
}

/**
 * What a carrier can hold and how it behaves, as plain JSON. A planner derives losses from it before any call, and
 * `openSubUsers` refuses by it before any request.
 */
export interface Traits {
  /** `tenant`: an account with API credentials and call records of its own. `operator`: a login with roles. */
  kind: 'tenant' | 'operator';
  fields: Readonly<Record<FieldName, FieldTrait>>;
  name: NameRule;
  /** `null`: a portable create takes no password. There is a rule exactly if credentials are chosen. */
  password: PasswordRule | null;
  credentials: { origin: 'issued' | 'chosen'; shown: 'once' | 'never' };
  grants: {
    /** The whole vocabulary if it is fixed; `null` if it is fetched (`grants()`). */
    names: readonly string[] | null;
    /** What a create without `grants` means. */
    omitted: 'inherits' | 'none';
  };
  listing: {
    order: 'newest-first' | 'unstated';
    /**
     * How a reader notices that rows moved between two pages. `total`: every page contains the count of all rows, and rows are
     * added at the front only, so it requires `newest-first`. `overlap`: every page but the first begins with the last row of
     * the page before. `stable-cursor`: the cursor points at a row, so nothing moves.
     */
    shiftEvidence: 'total' | 'overlap' | 'stable-cursor';
  };
}
