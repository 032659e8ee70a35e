import { authIdOf, uuidOf } from './identifiers.ts';
import { callsBlocked, notStarted } from './kyc-state.ts';
import type { BusinessType, KycMode, Verifications } from './kyc-state.ts';
import { dateTimeOf } from './microseconds.ts';
import type { VobizDialect } from './vobiz-dialect.ts';

/** The fields that create and update take (vobiz.md), in the model's spelling. */
export interface SubAccountFields {
  name: string;
  email: string | null;
  phone: string | null;
  description: string | null;
  permissions: Readonly<Record<string, boolean>> | null;
  rateLimit: number;
  enabled: boolean;
  kycMode: KycMode;
  businessType: BusinessType | null;
}

/** One sub-account as the emulator keeps it. */
export interface SubAccount extends SubAccountFields {
  /** From 1 in order of creation, never used twice; 0 is the other parent's. */
  readonly number: number;
  readonly authId: string;
  /** Undefined for a seeded one: its token was shown once, long ago, to somebody else. */
  readonly token: string | undefined;
  readonly createdMicroseconds: number;
  updatedMicroseconds: number;
  verifications: Verifications;
}

export interface Birth {
  readonly number: number;
  readonly token?: string;
  readonly microseconds: number;
}

/** A new record; what is not said takes the documented default (seed 000). */
export function newSubAccount(
  { number, token, microseconds }: Birth,
  fields: Partial<SubAccountFields> & { name: string },
): SubAccount {
  return {
    number,
    authId: authIdOf(number),
    token,
    createdMicroseconds: microseconds,
    updatedMicroseconds: microseconds,
    verifications: notStarted,
    email: null,
    phone: null,
    description: null,
    permissions: null,
    rateLimit: 1000,
    enabled: true,
    kycMode: 'personal_use',
    businessType: null,
    ...fields,
  };
}

/** The object on the wire, its keys in the order of seed 000. The token is redacted unless it is given. */
export function wireSubAccount(
  subAccount: SubAccount,
  parentAuthId: string,
  dialect: VobizDialect,
  token = '<redacted>',
): Record<string, unknown> {
  const { authId, kycMode, businessType } = subAccount;
  const createdAt = dateTimeOf(subAccount.createdMicroseconds);
  const updatedAt = dateTimeOf(subAccount.updatedMicroseconds);
  const written = (dateTime: string): string => (dialect.created === 'date' ? dateTime.slice(0, 10) : dateTime);
  return {
    name: subAccount.name,
    email: subAccount.email,
    phone: subAccount.phone,
    description: subAccount.description,
    permissions: subAccount.permissions,
    rate_limit: subAccount.rateLimit,
    id: String(500_000 + subAccount.number),
    parent_account_id: '510762',
    parent_auth_id: parentAuthId,
    auth_id: authId,
    auth_token: token,
    api_id: uuidOf(authId),
    email_verified: false,
    enabled: subAccount.enabled,
    // Stays true whatever `enabled` says, as in seed 003's OpenAPI example of a disabled sub-account.
    is_active: true,
    created: written(createdAt),
    modified: written(updatedAt),
    created_at: createdAt,
    updated_at: updatedAt,
    account: `/v1/Account/${parentAuthId}/`,
    resource_uri: `/v1/Account/${parentAuthId}/Subaccount/${authId}/`,
    last_used: null,
    ...(dialect.kycKeys
      ? { kyc_mode: kycMode, business_type: businessType, kyc_calls_blocked: callsBlocked(subAccount) }
      : {}),
  };
}
