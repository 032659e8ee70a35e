import * as z from 'zod';

const texts = z.array(z.string().min(1));

/**
 * How sub-users of one account become sub-users of another. Written by a person, kept inside the plan.
 *
 * A grant of the source without an entry in `grants` blocks its sub-user: a dropped grant is a security change. An entry
 * may include another's by `=name` (`"admin": ["=calls", "Admin"]`); a cycle is refused.
 */
export const mappingSchema = z
  .strictObject({
    $schema: z.string().optional(),
    version: z
      .literal(1, { error: 'must be 1; a higher one is of a newer subuser: update subuser, or write the mapping anew' })
      .describe('The version of this format.'),
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,20}$/u, 'must have 1 to 20 characters of A-Z a-z 0-9 _ -')
      .optional()
      .describe(
        'A word for the source account, where several of one carrier move into one target: it goes into the references, ' +
          'so that equal ids of two accounts stay apart. The same on every run.',
      ),
    filter: z
      .strictObject({
        status: z
          .array(z.enum(['active', 'disabled', 'blocked']))
          .optional()
          .describe('Only sub-users of one of these statuses.'),
        only: texts.optional().describe('Only these sub-users, by id on the source.'),
        except: texts.optional().describe('Not these sub-users, by id on the source.'),
      })
      .prefault({})
      .describe("Which of the source's sub-users move; nothing here: all."),
    names: z
      .record(z.string(), z.string().min(1))
      .default({})
      .describe('Name on the target by id on the source; without one it is derived from the name on the source.'),
    grants: z
      .record(z.string(), texts)
      .default({})
      .describe(
        'Grant of the source → grants of the target. `=name` includes the entry of that name. An empty list drops the ' +
          'grant, knowingly; a grant without an entry blocks its sub-user.',
      ),
    inheritedGrants: texts
      .nullable()
      .default(null)
      .describe(
        "What a sub-user without grants of its own, which has its parent's access, gets. null: it inherits on the " +
          'target, too, and is blocked where the target has no such thing.',
      ),
    disabled: z
      .enum(['keep', 'activate', 'skip'])
      .default('keep')
      .describe('Disabled ones: created disabled (blocked where the target cannot), created active, or left out.'),
    defaults: z
      .strictObject({
        email: z.string().optional(),
        phone: z.string().optional(),
        description: z.string().optional(),
        carrierOptions: z
          .record(z.string(), z.json())
          .optional()
          .describe("The target carrier's own options, sent with every create as they are. No secret may stand here."),
      })
      .prefault({})
      .describe('What a field of the target gets where the source has nothing.'),
  })
  .describe('How sub-users of one account become sub-users of another.');

export type Mapping = z.output<typeof mappingSchema>;
