import * as z from 'zod';
import { fieldSchemas, heldFieldSchemas } from './new-sub-user.ts';
import { referenceSchema } from './reference-tag.ts';

const changeSchemaOf = (fields: Readonly<Record<keyof typeof fieldSchemas, z.ZodType<string, string>>>) =>
  z
    .strictObject({
      name: fields.name.optional(),
      email: fields.email.nullable().optional(),
      phone: fields.phone.nullable().optional(),
      description: fields.description.nullable().optional(),
      /** The whole set afterwards: grants that it omits are removed. */
      grants: z.array(z.string()).optional(),
      reference: referenceSchema.nullable().optional(),
      carrierOptions: z.unknown().optional(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change at least one field');

/** The input of `update` on every carrier: an omitted field stays, `null` clears it. Unknown keys are refused. */
export const subUserChangeSchema = changeSchemaOf(fieldSchemas);

/** The input of an `update` that copies a sub-user. */
export const copiedChangeSchema = changeSchemaOf(heldFieldSchemas);

/** The input of `update`. `O` is the carrier's own options. */
export type SubUserChange<O = never> = Omit<z.input<typeof subUserChangeSchema>, 'carrierOptions'> & {
  carrierOptions?: O | undefined;
};

/** The input of a provider's `update`: checked, with the reference already written into the description. */
export type SubUserRevision<O = never> = {
  name?: string;
  email?: string | null;
  phone?: string | null;
  description?: string | null;
  grants?: readonly string[];
  carrierOptions?: O;
};
