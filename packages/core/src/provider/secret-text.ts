import * as z from 'zod';
import { Secret } from '../model/secret.ts';

/** Marks a schema as a secret's: a configuration file must not contain such a value in clear. Call it last. */
export function secretField<S extends z.ZodType>(schema: S): S {
  return schema.meta({ secret: true });
}

/** A secret among an adapter's options: a text or a `Secret`, read as a `Secret`. `rule` says what `holds` checks. */
export function secretText(holds: (text: string) => boolean, rule: string): z.ZodType<Secret, string | Secret> {
  return secretField(
    z
      .union([z.string(), z.instanceof(Secret)], 'must be a text or a Secret')
      .transform((value) => (typeof value === 'string' ? new Secret(value) : value))
      .refine((secret) => holds(secret.reveal()), rule),
  );
}

/**
 * The paths of an options schema that are secret, such as `authToken` or `nested.token`. Everything below such a path is secret,
 * too.
 */
export function secretPaths(schema: z.ZodType): string[] {
  const found: string[] = [];
  const search = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    if ('secret' in node && node.secret === true) {
      found.push(path.join('.'));
      return;
    }
    for (const branch of ['anyOf', 'oneOf', 'allOf'] as const) {
      const branches: unknown = Reflect.get(node, branch);
      if (Array.isArray(branches)) for (const each of branches) search(each, path);
    }
    const properties: unknown = Reflect.get(node, 'properties');
    if (typeof properties !== 'object' || properties === null) return;
    for (const [key, property] of Object.entries(properties)) search(property, [...path, key]);
  };
  search(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), []);
  return [...new Set(found)];
}
