import * as z from 'zod';

const texts = z.array(z.string().min(1));

/**
 * How sub-users of one account become sub-users of another. Written by a person, kept inside the plan.
 *
 * A grant of the source without an entry in `grants` blocks its sub-user: a dropped grant is a security change. An entry
 * may include another's by `=name` (`"admin": ["=calls", "Admin"]`); a cycle is refused.
 */
export const mappingSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** Which of the source's sub-users move; absent: all. */
  filter: z
    .strictObject({
      status: z.array(z.enum(['active', 'disabled', 'blocked'])).optional(),
      /** Source ids. */
      only: texts.optional(),
      except: texts.optional(),
    })
    .prefault({}),
  /** Target names by source id; without one, the name is derived by the one rule of `deriveName`. */
  names: z.record(z.string(), z.string().min(1)).default({}),
  /** Source grant → target grants; an empty list drops it, knowingly. */
  grants: z.record(z.string(), z.array(z.string().min(1))).default({}),
  /** What a sub-user that inherits its parent's access gets; `null` blocks it. */
  inheritedGrants: texts.nullable().default(null),
  /** Disabled ones: created disabled (blocked where the target cannot), created active, or left out. */
  disabled: z.enum(['keep', 'activate', 'skip']).default('keep'),
  /** What a target field gets where the source has nothing. `carrierOptions` go to every create as they are. */
  defaults: z
    .strictObject({
      email: z.string().optional(),
      phone: z.string().optional(),
      description: z.string().optional(),
      carrierOptions: z.record(z.string(), z.unknown()).optional(),
    })
    .prefault({}),
});

export type Mapping = z.output<typeof mappingSchema>;
