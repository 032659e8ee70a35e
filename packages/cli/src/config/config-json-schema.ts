import type { Carrier } from '@subuser/core/provider';
import { carriers } from '@subuser/profiles';
import * as z from 'zod';
import { referenceSchema } from './config-schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const reference = { $ref: '#/$defs/reference' };

/** Functions and objects with methods, which no file can contain, have an empty schema. */
function isEmpty(schema: z.core.JSONSchema._JSONSchema): boolean {
  return typeof schema === 'object' && Object.keys(schema).length === 0;
}

/** The schema of an object's properties as a file may contain them. */
function fieldsInFile({ properties = {}, required = [], ...rest }: JsonSchema): JsonSchema {
  const kept = Object.entries(properties).filter(([name, each]) => required.includes(name) || !isEmpty(each));
  const fields = Object.fromEntries(kept.map(([name, each]) => [name, inFile(each)]));
  return { ...rest, properties: fields, ...(required.length > 0 && { required }) };
}

/** The schema of an option as a file may contain it: a secret only as a reference; text and objects as one, too. */
function inFile(schema: z.core.JSONSchema._JSONSchema): JsonSchema {
  if (typeof schema !== 'object' || schema['secret'] === true) return reference;
  const { anyOf, default: standard, ...rest } = schema;
  const branches = anyOf?.filter((branch) => !isEmpty(branch)) ?? [rest];
  const shown = branches.flatMap((branch) => {
    if (typeof branch !== 'object') return [branch];
    if (branch.properties !== undefined) return [fieldsInFile(branch), reference];
    return branch.type === 'string' ? [branch, reference] : [branch];
  });
  const [only] = shown;
  const whole = shown.length === 1 && typeof only === 'object' ? only : { anyOf: shown };
  return { ...(standard !== undefined && { default: standard }), ...whole };
}

function profileOf({ name, label, options }: Carrier<unknown>): JsonSchema {
  const { $schema: _version, ...schema } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
  const { properties, required = [], ...rest } = fieldsInFile(schema);
  const carrier = { const: name, description: label };
  return { ...rest, properties: { carrier, ...properties }, required: ['carrier', ...required] };
}

/** For editors: checks and completion of subuser.config.json. Derived from the options of every listed carrier. */
export function configJsonSchema(): object {
  const listed: readonly Carrier<unknown>[] = Object.values(carriers);
  const module = {
    type: 'string',
    description: 'The adapter of any other carrier: a file relative to this one, or an installed package',
  };
  const { $schema, ...definition } = z.toJSONSchema(referenceSchema, { io: 'input' });
  return {
    $schema,
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      profiles: {
        description: 'The accounts, by the names that you give them',
        type: 'object',
        minProperties: 1,
        additionalProperties: {
          anyOf: [...listed.map(profileOf), { type: 'object', properties: { module }, required: ['module'] }],
        },
      },
    },
    required: ['profiles'],
    additionalProperties: false,
    $defs: { reference: definition },
  };
}
