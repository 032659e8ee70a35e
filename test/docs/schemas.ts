import { mappingJsonSchema } from '@subuser/migrate';
import { configJsonSchema } from 'subuser';

const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

/** The published schemas, by their paths. */
export const schemas: Readonly<Record<string, string>> = {
  'docs/schemas/subuser.config.schema.json': text(configJsonSchema()),
  'docs/schemas/mapping.schema.json': text(mappingJsonSchema()),
};
