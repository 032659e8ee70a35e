import * as z from 'zod';

/** Where a value comes from, in place of the value. */
export const referenceSchema = z.union([
  z.strictObject({ env: z.string().min(1) }).describe('The value of an environment variable'),
  z
    .strictObject({ file: z.string().min(1) })
    .describe('The content of a file, relative to this one; JSON if its name ends in .json'),
]);

const referenceRule = 'must be { "env": "NAME" } or { "file": "PATH" } and nothing beside it';

// An object with `env` or `file` is meant as a reference; any other object is a group of options.
const group = z
  .record(z.string(), z.unknown())
  .refine((node) => !('env' in node || 'file' in node), { error: referenceRule });
const value = z.union([referenceSchema, z.string(), z.number(), z.boolean(), group], { error: referenceRule });

const nameRule = 'must name the carrier of the account, or else module must name its adapter';

const profile = z
  .object(
    { carrier: z.string(nameRule).optional(), module: z.string('must name a file or a package').min(1).optional() },
    { error: 'must be an object with the carrier of the account' },
  )
  .catchall(value)
  .superRefine(({ carrier, module }, context) => {
    if (carrier === undefined && module === undefined)
      context.addIssue({ code: 'custom', path: ['carrier'], message: nameRule });
    if (carrier !== undefined && module !== undefined)
      context.addIssue({ code: 'custom', path: ['module'], message: 'cannot be combined with carrier' });
  });

const profilesRule = 'must contain the accounts by name, each with its carrier';

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  profiles: z
    .record(z.string(), profile, { error: profilesRule })
    .refine((profiles) => Object.keys(profiles).length > 0, { error: profilesRule })
    .describe('The accounts, by the names that you give them'),
});

export type Config = z.output<typeof configSchema>;
export type ConfiguredProfile = Config['profiles'][string];
