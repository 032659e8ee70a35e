import * as z from 'zod';

/** Where a value comes from instead of standing in the file. */
const elsewhere = z.union([
  z.strictObject({ env: z.string().min(1) }).describe('The value of an environment variable'),
  z
    .strictObject({ file: z.string().min(1) })
    .describe('The content of a file, relative to this one; JSON where its name ends in .json'),
]);

const value = z.union([elsewhere, z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())]);

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  carriers: z
    .record(z.string(), z.object({ carrier: z.string().describe('Which carrier the account is of') }).catchall(value), {
      error: 'must hold the accounts by name, each with its carrier',
    })
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
