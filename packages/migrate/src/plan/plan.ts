import * as z from 'zod';
import { mappingSchema } from '../mapping/mapping.ts';

const text = z.string();
const optional = z.exactOptional(text);
const clearable = z.exactOptional(text.nullable());
const grants = z.exactOptional(z.array(text));
const count = z.int().min(0);

const reasonSchema = z.strictObject({
  /** The field of the sub-user that it is about. */
  field: text,
  why: text,
});

/** Why a field of a sub-user is lost, or blocks its step. */
export type Reason = z.output<typeof reasonSchema>;

// Read-only, so that steps may share a list.
const reasons: z.ZodType<readonly Reason[]> = z.array(reasonSchema);

/** `z.record` leaves out the key `__proto__`. */
function areRows(rows: unknown): boolean {
  return typeof rows === 'object' && rows !== null && Object.values(rows).every((row) => typeof row === 'string');
}

const sideSchema = z.strictObject({
  profile: text,
  carrier: text,
  count,
  /** Of the inventory that the plan was made from. */
  digest: text,
  /** By id, the digests of the fields that the plan depends on, so that `checkBasis` can name what changed. */
  rows: z.custom<Readonly<Record<string, string>>>(areRows, 'must be texts by id'),
});

/** One account as it was when the plan was made. */
export type PlanSide = z.output<typeof sideSchema>;

const inputSchema = z.strictObject({
  name: text,
  email: optional,
  phone: optional,
  description: optional,
  grants,
  enabled: z.exactOptional(z.boolean()),
  /** `<source carrier>:<source id>`; see `ownReference`. */
  reference: text,
  carrierOptions: z.exactOptional(z.record(text, z.unknown())),
});

/** What a create sends. It contains no secret: passwords are generated when the plan is applied. */
export type PlannedInput = z.output<typeof inputSchema>;

const changeSchema = z.strictObject({
  email: clearable,
  phone: clearable,
  description: clearable,
  grants,
  name: optional,
  reference: optional,
  carrierOptions: z.exactOptional(z.record(text, z.unknown())),
});

/** `null` empties a field that is empty on the source. */
export type PlannedChange = z.output<typeof changeSchema>;

const actions = ['create', 'adopt', 'update', 'none', 'blocked'] as const;

/**
 * `create` makes a new sub-user; `adopt` takes over one of the same name; `update` corrects one that an earlier migration
 * created; `none`: it is already correct; `blocked`: a person must decide first.
 */
export type PlanAction = (typeof actions)[number];

export const stepSchema = z.strictObject({
  /** The source's id. */
  id: text,
  /** The source's name. */
  name: text,
  action: z.enum(actions),
  /** Of `adopt`, `update` and `none`. */
  target: z.exactOptional(z.strictObject({ id: text, name: text })),
  /** Of `create`. */
  input: z.exactOptional(inputSchema),
  /** Of `adopt` and `update`. */
  change: z.exactOptional(changeSchema),
  /** What the target will not have. */
  losses: reasons,
  /** Of `blocked`: every reason, and what to do about it. */
  blocks: reasons,
});

/** One source sub-user and what becomes of it. */
export type PlanStep = z.output<typeof stepSchema>;

/** Steps by the names under which their faults are reported. */
export const stepNamesSchema = z.record(text, stepSchema);

const format = z.literal('subuser-plan');

/** What every version of the format has; checked before anything else. */
export const headSchema = z.looseObject({ format, version: z.int().min(1) });

export const planSchema = z.strictObject({
  format,
  version: z.literal(1),
  source: sideSchema,
  target: sideSchema,
  mapping: mappingSchema,
  /** Losses that every sub-user of this source has; the losses of one are in its step. */
  notes: z.array(reasonSchema),
  /** Number of source sub-users that the filter leaves out, or that are disabled and skipped. */
  filtered: count,
  /** No step is blocked. */
  complete: z.boolean(),
  /** At least one step changes something. */
  applicable: z.boolean(),
  /** In order of source id. */
  steps: z.array(stepSchema),
  /** SHA-256 over all of the above, in hexadecimal; an edited plan is invalid. */
  digest: text,
});

/** The whole of a migration: what is reviewed is what is done. Deterministic, and without any secret. */
export type Plan = z.output<typeof planSchema>;
