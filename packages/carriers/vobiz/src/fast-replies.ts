import { Secret } from '@subuser/core';
import {
  type Check,
  checkTable,
  isFilledText,
  isInteger,
  isText,
  listOf,
  mayBe,
  mayBeFlag,
  mayBeNumber,
  mayBeObject,
  mayBeText,
  mayBeTextOrNumber,
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

// The replies as the documents have them, read without their schemas: the result is the body itself, with its tokens as
// secrets. What these functions return `undefined` for, the schemas read.

/** The fields of a schema, by what JSON has in them. */
type Sent<Schema extends { shape: object }> = { [field in keyof Schema['shape']]?: unknown };

const mayBeToken = mayBe(isFilledText);

function secretOf(token: unknown): unknown {
  return typeof token !== 'string' ? token : token === redacted ? null : new Secret(token);
}

const isSubAccount = checkTable({
  auth_id: isFilledText,
  name: isText,
  email: mayBeText,
  phone: mayBeText,
  description: mayBeText,
  permissions: mayBeObject,
  enabled: mayBeFlag,
  is_active: mayBeFlag,
  kyc_calls_blocked: mayBeFlag,
  kyc_mode: mayBeText,
  business_type: mayBeText,
  rate_limit: mayBeNumber,
  auth_token: mayBeToken,
  id: mayBeTextOrNumber,
  parent_account_id: mayBeTextOrNumber,
  parent_auth_id: mayBeText,
  api_id: mayBeText,
  email_verified: mayBeFlag,
  created: mayBeText,
  created_at: mayBeText,
  modified: mayBeText,
  updated_at: mayBeText,
  last_used: mayBeText,
  account: mayBeText,
  resource_uri: mayBeText,
} satisfies Record<keyof typeof subAccountSchema.shape, Check>);

const isPage = checkTable({
  sub_accounts: listOf(isSubAccount),
  total: isInteger(0),
  page: mayBe(isInteger(1)),
  size: mayBe(isInteger(1)),
} satisfies Record<keyof typeof subAccountPageSchema.shape, Check>);

const isCreated = checkTable({
  message: mayBeText,
  sub_account: isSubAccount,
  auth_credentials: checkTable({ auth_id: isFilledText, auth_token: isFilledText } satisfies Record<
    keyof typeof credentialPairSchema.shape,
    Check
  >),
  tokens: mayBe(
    checkTable({
      access_token: mayBeToken,
      refresh_token: mayBeToken,
      token_type: mayBeText,
      expires_in: mayBeNumber,
    } satisfies Record<keyof typeof createTokensSchema.shape, Check>),
  ),
} satisfies Record<keyof typeof createEnvelopeSchema.shape, Check>);

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
