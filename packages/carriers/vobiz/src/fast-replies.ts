import { Secret } from '@subuser/core';
import {
  checkTable,
  isFilledText,
  isInteger,
  isListOf,
  isMissing,
  isObject,
  mayBeFlag,
  mayBeNumber,
  mayBeText,
} from '@subuser/http';
import {
  type createEnvelopeSchema,
  type CreateReply,
  type createTokensSchema,
  type credentialPairSchema,
  redacted,
  type SubAccount,
  type SubAccountPage,
  type subAccountPageSchema,
  type subAccountSchema,
} from './vobiz-api.ts';

// Reads replies as the documents have them without their schemas: the result is the body itself, with tokens as secrets.
// Returns `undefined` for anything unusual; the caller falls back to the schema.

/** The fields of a schema, by what JSON has in them. */
type Sent<Schema extends { shape: object }> = { [field in keyof Schema['shape']]?: unknown };

function mayBeToken(value: unknown): boolean {
  return isMissing(value) || isFilledText(value);
}

function secretOf(token: unknown): unknown {
  return typeof token !== 'string' ? token : token === redacted ? null : new Secret(token);
}

const isSubAccount = checkTable<typeof subAccountSchema.shape>({
  auth_id: (row) => isFilledText(row.auth_id),
  name: (row) => typeof row.name === 'string',
  email: (row) => mayBeText(row.email),
  phone: (row) => mayBeText(row.phone),
  description: (row) => mayBeText(row.description),
  permissions: (row) => isMissing(row.permissions) || isObject(row.permissions),
  enabled: (row) => mayBeFlag(row.enabled),
  is_active: (row) => mayBeFlag(row.is_active),
  kyc_calls_blocked: (row) => mayBeFlag(row.kyc_calls_blocked),
  kyc_mode: (row) => mayBeText(row.kyc_mode),
  business_type: (row) => mayBeText(row.business_type),
  rate_limit: (row) => mayBeNumber(row.rate_limit),
  auth_token: (row) => mayBeToken(row.auth_token),
  // Where it is `SA_…` it may be the id in place of `auth_id`.
  id: (row) => (typeof row.id === 'string' ? !row.id.startsWith('SA_') : mayBeNumber(row.id)),
  parent_account_id: (row) => mayBeText(row.parent_account_id) || mayBeNumber(row.parent_account_id),
  parent_auth_id: (row) => mayBeText(row.parent_auth_id),
  api_id: (row) => mayBeText(row.api_id),
  email_verified: (row) => mayBeFlag(row.email_verified),
  created: (row) => mayBeText(row.created),
  created_at: (row) => mayBeText(row.created_at),
  modified: (row) => mayBeText(row.modified),
  updated_at: (row) => mayBeText(row.updated_at),
  last_used: (row) => mayBeText(row.last_used),
  account: (row) => mayBeText(row.account),
  resource_uri: (row) => mayBeText(row.resource_uri),
});

const isPage = checkTable<typeof subAccountPageSchema.shape>({
  sub_accounts: (body) => isListOf(isSubAccount, body.sub_accounts),
  total: (body) => isInteger(body.total, 0),
  page: (body) => isMissing(body.page) || isInteger(body.page, 1),
  size: (body) => isMissing(body.size) || isInteger(body.size, 1),
});

const isPair = checkTable<typeof credentialPairSchema.shape>({
  auth_id: (pair) => isFilledText(pair.auth_id),
  auth_token: (pair) => isFilledText(pair.auth_token),
});

const areTokens = checkTable<typeof createTokensSchema.shape>({
  access_token: (tokens) => mayBeToken(tokens.access_token),
  refresh_token: (tokens) => mayBeToken(tokens.refresh_token),
  token_type: (tokens) => mayBeText(tokens.token_type),
  expires_in: (tokens) => mayBeNumber(tokens.expires_in),
});

const isCreated = checkTable<typeof createEnvelopeSchema.shape>({
  message: (body) => mayBeText(body.message),
  sub_account: (body) => isSubAccount(body.sub_account),
  auth_credentials: (body) => isPair(body.auth_credentials),
  tokens: (body) => isMissing(body.tokens) || areTokens(body.tokens),
});

function hideToken(row: Sent<typeof subAccountSchema>): void {
  if (row.auth_token !== undefined) row.auth_token = secretOf(row.auth_token);
}

export function fastSubAccount(body: unknown): SubAccount | undefined {
  if (!isSubAccount(body)) return undefined;
  hideToken(body);
  return body as SubAccount;
}

export function fastPage(body: unknown): SubAccountPage | undefined {
  if (!isPage(body)) return undefined;
  const page = body as { sub_accounts: Sent<typeof subAccountSchema>[] };
  for (const row of page.sub_accounts) hideToken(row);
  return body as SubAccountPage;
}

export function fastCreated(body: unknown): CreateReply | undefined {
  if (!isCreated(body)) return undefined;
  const { sub_account, auth_credentials, tokens } = body as {
    sub_account: Sent<typeof subAccountSchema>;
    auth_credentials: Sent<typeof credentialPairSchema>;
    tokens?: Sent<typeof createTokensSchema> | null;
  };
  hideToken(sub_account);
  auth_credentials.auth_token = secretOf(auth_credentials.auth_token);
  if (tokens?.access_token !== undefined) tokens.access_token = secretOf(tokens.access_token);
  if (tokens?.refresh_token !== undefined) tokens.refresh_token = secretOf(tokens.refresh_token);
  return body as CreateReply;
}
