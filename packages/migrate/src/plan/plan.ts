import type { SubUserId } from '@subuser/core';
import type { Mapping } from '../mapping/mapping.ts';

/** `create` makes a new one; `adopt` takes over one of the same name; `update` mends one of ours; `none`: it is right. */
export type PlanAction = 'create' | 'adopt' | 'update' | 'none' | 'blocked';

/** Something of the source that the target will not have. */
export interface Loss {
  field: string;
  why: string;
}

export interface PlanSide {
  profile: string;
  carrier: string;
  count: number;
  /** Of the inventory that the plan was made from. */
  digest: string;
  /** By id, the digests of the fields that the plan rests on, so that a changed basis can say what changed. */
  rows: Record<SubUserId, string>;
}

/** What a create sends. No secret: passwords are generated when it is applied. */
export interface PlannedInput {
  name: string;
  email?: string;
  phone?: string;
  description?: string;
  grants?: string[];
  enabled?: boolean;
  /** `<source carrier>:<source id>`; see `ownReference`. */
  reference: string;
  carrierOptions?: Record<string, unknown>;
}

/** `null` empties a field that is empty on the source. */
export interface PlannedChange {
  email?: string | null;
  phone?: string | null;
  description?: string | null;
  grants?: string[];
  name?: string;
  reference?: string;
}

/** One source sub-user and what becomes of it. `id` is the source's id. */
export interface PlanStep {
  id: SubUserId;
  name: string;
  action: PlanAction;
  /** Of `adopt`, `update` and `none`. */
  target?: { id: SubUserId; name: string };
  /** Of `create`. */
  input?: PlannedInput;
  /** Of `adopt` and `update`. */
  change?: PlannedChange;
  losses: readonly Loss[];
  /** Of `blocked`: every reason, and what to do about it. */
  blocks: readonly Loss[];
}

/** The whole truth of a migration: what was reviewed is what is done. Deterministic, and without any secret. */
export interface Plan {
  format: 'subuser-plan';
  version: 1;
  source: PlanSide;
  target: PlanSide;
  mapping: Mapping;
  /** What no sub-user of this source takes along; the losses of one stand in its step. */
  notes: Loss[];
  /** Source sub-users that the filter leaves out, or that are disabled and skipped. */
  filtered: number;
  /** Every source sub-user that the filter takes has a step that is not blocked. */
  complete: boolean;
  /** There is something to do. */
  applicable: boolean;
  /** In order of source id. */
  steps: PlanStep[];
  /** SHA-256 over all of the above, in hexadecimal; an edited plan is refused. */
  digest: string;
}
