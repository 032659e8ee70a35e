import * as z from 'zod';

/** Where a value comes from instead of standing in the file. */
const elsewhere = z.union([
  z.strictObject({ env: z.string().min(1) }).describe('The value of an environment variable'),
  z
    .strictObject({ file: z.string().min(1) })
    .describe('The content of a file, relative to this one; JSON where its name ends in .json'),
]);

const reference = 'must be { "env": "NAME" } or { "file": "PATH" } and nothing beside it';

// An object with `env` or `file` is meant to stand for something; any other is a group of settings.
const group = z
  .record(z.string(), z.unknown())
  .refine((node) => !('env' in node || 'file' in node), { error: reference });
const value = z.union([elsewhere, z.string(), z.number(), z.boolean(), group], { error: reference });

const account = z
  .object(
    { carrier: z.string('must name the carrier of the account').describe('Which carrier the account is of') },
    { error: 'must be an object with the carrier of the account' },
  )
  .catchall(value);

const accounts = 'must hold the accounts by name, each with its carrier';

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  carriers: z
    .record(z.string(), account, { error: accounts })
    .refine((carriers) => Object.keys(carriers).length > 0, { error: accounts })
    .describe('The accounts, by the names that you give them'),
});

export type Config = z.output<typeof configSchema>;

/** For editors: completion and checks of subuser.config.json. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: 'input' });
}

// What must not stand in clear in a file that ends up in version control and in backups.
const secretFields = new Set(['authToken', 'privateKey', 'private_key', 'password', 'credentials']);

/** Paths of secrets that stand in clear, `carriers.old.authToken`. */
export function secretsInClear(config: Config): string[] {
  const found: string[] = [];
  const search = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null || 'env' in node || 'file' in node) {
      if (path.some((key) => secretFields.has(key)) && typeof node !== 'object') found.push(path.join('.'));
      return;
    }
    for (const [key, child] of Object.entries(node)) search(child, [...path, key]);
  };
  for (const [name, profile] of Object.entries(config.carriers)) search(profile, ['carriers', name]);
  return found;
}
