import { Secret } from '@subuser/core';
import {
  type Marked,
  readCount,
  readFlag,
  readName,
  readTagged,
  readText,
  tolerantRow,
  unreadable,
} from '@subuser/http';
import * as z from 'zod';
import { isSubAccountId } from './sub-account-id.ts';

/** Replaces the token in every reply but that of the create (seeds 001, 003). */
export const redacted = '<redacted>';

/** Nothing depends on such a field, so an odd value counts as empty: no reply is refused for it. */
export function lenient<S extends z.ZodType>(schema: S): z.ZodCatch<z.ZodOptional<z.ZodNullable<S>>> {
  return schema.nullish().catch(null);
}

const text = z.string().nullish();
const flag = z.boolean().nullish();
const permissions = z.record(z.string(), z.unknown()).nullish();
const oneTimeSecret = lenient(
  z
    .string()
    .min(1)
    .transform((value) => (value === redacted ? null : new Secret(value))),
);

/**
 * The sub-account object (seeds 000–003). `auth_id` is what paths take; the numeric `id` is not. Only the fields that the
 * model uses are strict: a misread name, status or right would be a wrong answer, a misread date is only missing. Replies are
 * read by `subAccountRowSchema`.
 */
export const subAccountSchema = z.looseObject({
  auth_id: z.string().min(1),
  name: z.string(),
  email: text,
  phone: text,
  description: text,
  /** Booleans by right; `null`: it inherits its parent's access. */
  permissions,
  enabled: flag,
  is_active: flag,
  kyc_calls_blocked: flag,
  kyc_mode: lenient(z.string()),
  business_type: lenient(z.string()),
  /** Requests per time period; Vobiz does not say which. */
  rate_limit: lenient(z.number()),
  /** `null` wherever the carrier redacts it, that is everywhere but in the reply to a create. */
  auth_token: oneTimeSecret,
  id: lenient(z.union([z.string(), z.number()])),
  parent_account_id: lenient(z.union([z.string(), z.number()])),
  parent_auth_id: lenient(z.string()),
  api_id: lenient(z.string()),
  email_verified: lenient(z.boolean()),
  created: lenient(z.string()),
  created_at: lenient(z.string()),
  modified: lenient(z.string()),
  updated_at: lenient(z.string()),
  last_used: lenient(z.string()),
  account: lenient(z.string()),
  resource_uri: lenient(z.string()),
});

/**
 * Whichever of the two is `SA_…` is the id: seed 002, the second example of seed 001 and older pages have it in `id`, and in
 * `auth_id` the parent's or another word.
 */
function withOwnId(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('id' in row) || !isSubAccountId(row.id)) return row;
  return 'auth_id' in row && isSubAccountId(row.auth_id) ? row : { ...row, auth_id: row.id };
}

/** An empty map is an empty list to some languages. */
function readPermissions(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? {} : unreadable;
  return typeof value === 'object' || value === undefined ? value : unreadable;
}

export const subAccountRowSchema = z.preprocess(
  withOwnId,
  tolerantRow(subAccountSchema, {
    name: readName,
    email: readText,
    phone: readText,
    description: readTagged,
    permissions: readPermissions,
    enabled: readFlag,
    is_active: readFlag,
    kyc_calls_blocked: readFlag,
  }),
);

/** Retrieve and update answer the bare object [S][D]; an envelope is accepted too [C]. */
export const bareSubAccountSchema = z.preprocess((body) => {
  const isEnvelope = typeof body === 'object' && body !== null && 'sub_account' in body && !('auth_id' in body);
  return isEnvelope ? body.sub_account : body;
}, subAccountRowSchema);

export const subAccountPageSchema = z.looseObject({
  /** `null` is an empty list to some languages. */
  sub_accounts: z.preprocess((rows) => rows ?? [], z.array(subAccountRowSchema)),
  /** All that match the filter (seed 001). */
  total: z.preprocess(readCount, z.int().min(0)),
  page: lenient(z.int().min(1)),
  size: lenient(z.int().min(1)),
});

/** The field as it is, absent where it is odd. */
function unlessOdd<S extends z.ZodType>(schema: S): z.ZodCatch<z.ZodOptional<S>> {
  return schema.optional().catch(undefined);
}

const createdSubAccountSchema = subAccountSchema.extend({
  auth_id: unlessOdd(z.string().min(1)),
  name: unlessOdd(z.string()),
  email: unlessOdd(text),
  phone: unlessOdd(text),
  description: unlessOdd(text),
  permissions: unlessOdd(permissions),
  enabled: unlessOdd(flag),
  is_active: unlessOdd(flag),
  kyc_calls_blocked: unlessOdd(flag),
});

/** The documents show an envelope; a bare object, as other calls return, contains the same token. */
function enveloped(body: unknown): unknown {
  const isBare = typeof body === 'object' && body !== null && 'auth_token' in body && !('sub_account' in body);
  if (!isBare) return body;
  const { auth_credentials, tokens, ...bare } = body as Record<string, unknown>;
  return { auth_credentials, tokens, sub_account: bare };
}

export const credentialPairSchema = z.looseObject({ auth_id: lenient(z.string().min(1)), auth_token: oneTimeSecret });

/** JWTs for the console; `expires_in` is in seconds. */
export const createTokensSchema = z.looseObject({
  access_token: oneTimeSecret,
  refresh_token: oneTimeSecret,
  token_type: lenient(z.string()),
  expires_in: lenient(z.number()),
});

/** The reply to a create (seed 000). Nothing in it is strict, because it contains a token that is shown only once. */
export const createEnvelopeSchema = z.looseObject({
  message: lenient(z.string()),
  sub_account: lenient(z.preprocess(withOwnId, createdSubAccountSchema)),
  auth_credentials: lenient(credentialPairSchema),
  tokens: lenient(createTokensSchema),
});

export const createReplySchema = z.preprocess(enveloped, createEnvelopeSchema);

/**
 * The seven shapes of errors in one (vobiz.md): `error` is a word, a sentence or an object. Anything else but
 * `false` is an error that says nothing.
 */
export const refusalSchema = z.looseObject({
  /** A word, or the HTTP status. */
  status: lenient(z.union([z.string(), z.int()])),
  status_code: lenient(z.int()),
  error: z
    .union([
      z.string(),
      z.literal(false).transform(() => null),
      z.looseObject({
        code: lenient(z.union([z.string(), z.number()])),
        message: lenient(z.string()),
        details: z.unknown().optional(),
      }),
    ])
    .nullish()
    .catch({ code: null, message: null }),
  message: lenient(z.string()),
  details: z.unknown().optional(),
});

export const deletedSchema = z.looseObject({ message: z.string() });

export const kycModes = ['personal_use', 'customer_use'] as const;
export const businessTypes = [
  'individual',
  'proprietorship',
  'private_limited',
  'llp',
  'partnership',
  'public_limited',
  'trust',
  'society',
  'huf',
  'government',
] as const;

export type SubAccount = z.output<typeof subAccountSchema> & Marked;
export type SubAccountPage = z.output<typeof subAccountPageSchema>;
export type CreateReply = z.output<typeof createReplySchema>;
export type KycMode = (typeof kycModes)[number];
export type BusinessType = (typeof businessTypes)[number];
