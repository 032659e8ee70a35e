import * as z from 'zod';
import { mappingSchema } from '../mapping/mapping.ts';
import type { Plan } from './plan.ts';

const text = z.string();
const optional = z.exactOptional(text);
const clearable = z.exactOptional(text.nullable());
const grants = z.exactOptional(z.array(text));
const losses = z.array(z.strictObject({ field: text, why: text }));

const sideSchema = z.strictObject({
  profile: text,
  carrier: text,
  count: z.int().min(0),
  digest: text,
  rows: z.record(text, text),
});

const inputSchema = z.strictObject({
  name: text,
  email: optional,
  phone: optional,
  description: optional,
  grants,
  enabled: z.exactOptional(z.boolean()),
  reference: text,
  carrierOptions: z.exactOptional(z.record(text, z.unknown())),
});

const changeSchema = z.strictObject({
  email: clearable,
  phone: clearable,
  description: clearable,
  grants,
  name: optional,
  reference: optional,
});

export const stepSchema = z.strictObject({
  id: text,
  name: text,
  action: z.enum(['create', 'adopt', 'update', 'none', 'blocked']),
  target: z.exactOptional(z.strictObject({ id: text, name: text })),
  input: z.exactOptional(inputSchema),
  change: z.exactOptional(changeSchema),
  losses,
  blocks: losses,
});

/** Steps by the names that their faults are told with. */
export const stepNamesSchema = z.record(text, stepSchema);

/** What stands before everything else, in whatever version. */
export const headSchema = z.looseObject({ format: z.literal('subuser-plan'), version: z.int().min(1) });

export const planSchema: z.ZodType<Plan> = z.strictObject({
  format: z.literal('subuser-plan'),
  version: z.literal(1),
  source: sideSchema,
  target: sideSchema,
  mapping: mappingSchema,
  notes: losses,
  filtered: z.int().min(0),
  complete: z.boolean(),
  applicable: z.boolean(),
  steps: z.array(stepSchema),
  digest: text,
});
