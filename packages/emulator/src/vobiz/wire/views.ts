import { uuidOf } from '../state/identifiers.ts';
import { callsBlocked } from '../state/kyc-state.ts';
import type { SubAccount } from '../state/sub-account.ts';
import type { VobizSettings } from '../vobiz-settings.ts';
import { dateTimeOf } from './microseconds.ts';

/** The object on the wire, with its keys in the order of seed 000. */
export function subAccountView(
  subAccount: SubAccount,
  parentAuthId: string,
  settings: Readonly<VobizSettings>,
  token = '<redacted>',
): Record<string, unknown> {
  const { authId, kycMode, businessType } = subAccount;
  const createdAt = dateTimeOf(subAccount.createdMicroseconds);
  const updatedAt = dateTimeOf(subAccount.updatedMicroseconds);
  const written = (dateTime: string): string => (settings.created === 'date' ? dateTime.slice(0, 10) : dateTime);
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
    // Always true, even for a disabled sub-account, as in seed 003's OpenAPI example.
    is_active: true,
    created: written(createdAt),
    modified: written(updatedAt),
    created_at: createdAt,
    updated_at: updatedAt,
    account: `/v1/Account/${parentAuthId}/`,
    resource_uri: `/v1/Account/${parentAuthId}/Subaccount/${authId}/`,
    last_used: null,
    ...(settings.kycKeys
      ? { kyc_mode: kycMode, business_type: businessType, kyc_calls_blocked: callsBlocked(subAccount) }
      : {}),
  };
}
