import * as z from 'zod';

const texts = z.array(z.string().min(1));

/**
 * How sub-users of one account become sub-users of another. A person writes it; the plan contains a copy.
 *
 * A grant of the source without an entry in `grants` blocks its sub-user: a dropped grant is a security change. An entry
 * may include another's by `=name` (`"admin": ["=calls", "Admin"]`); a cycle is invalid.
 */
export const mappingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    version: z
      .literal(1, {
        error: 'must be 1; a higher version needs a newer subuser: update subuser, or write the mapping again',
      })
      .describe('The version of this format.'),
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,20}$/u, 'must have 1 to 20 characters of A-Z a-z 0-9 _ -')
      .optional()
      .describe(
        'A name for the source account, for when several accounts of one carrier move into one target: it becomes part ' +
          'of the references, so that equal ids of two accounts stay distinct. Use the same name on every run.',
      ),
    filter: z
      .strictObject({
        status: z
          .array(z.enum(['active', 'disabled', 'blocked']))
          .optional()
          .describe('Only sub-users with one of these statuses.'),
        only: texts.optional().describe('Only these sub-users, by id on the source.'),
        except: texts.optional().describe('All but these sub-users, by id on the source.'),
      })
      .prefault({})
      .describe('Which sub-users of the source move; empty: all of them.'),
    names: z
      .record(z.string(), z.string().min(1))
      .default({})
      .describe('Name on the target, by id on the source; any other name is derived from the name on the source.'),
    grants: z
      .record(z.string(), texts)
      .default({})
      .describe(
        'Grant of the source → grants of the target. `=name` includes the entry of that name. An empty list drops the ' +
          'grant deliberately; a grant without an entry blocks its sub-user.',
      ),
    inheritedGrants: texts
      .nullable()
      .default(null)
      .describe(
        "Grants for a sub-user that has none of its own and inherits its parent's access. null: it inherits on the " +
          'target as well, and is blocked where the target has no inheritance.',
      ),
    disabled: z
      .enum(['keep', 'activate', 'skip'])
      .default('keep')
      .describe(
        'Disabled sub-users: keep creates them disabled (blocked where the target cannot), activate creates them ' +
          'active, skip leaves them out.',
      ),
    defaults: z
      .strictObject({
        email: z.string().optional(),
        phone: z.string().optional(),
        description: z.string().optional(),
        carrierOptions: z
          .record(z.string(), z.json())
          .optional()
          .describe(
            "The target carrier's own options, sent unchanged with every create. Within one carrier they replace the settings " +
              'of the source. They must not contain a secret.',
          ),
      })
      .prefault({})
      .describe('Values for fields of the target that are empty on the source.'),
  })
  .describe('How sub-users of one account become sub-users of another.');

export type Mapping = z.output<typeof mappingSchema>;
