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
  const { authId, kycMode, businessType, lastUsedMicroseconds: lastUsed } = subAccount;
  const createdAt = dateTimeOf(subAccount.createdMicroseconds);
  const updatedAt = dateTimeOf(subAccount.updatedMicroseconds);
  const written = (dateTime: string): string => (settings.created === 'date' ? dateTime.slice(0, 10) : dateTime);
  const hasKycKeys =
    settings.kycKeys === 'always' || (settings.kycKeys === 'customer_use' && kycMode === 'customer_use');
  return {
    name: subAccount.name,
    email: subAccount.email,
    phone: subAccount.phone,
    description: subAccount.description,
    permissions: subAccount.permissions,
    rate_limit: subAccount.rateLimit,
    ...(settings.ids === 'id'
      ? { id: authId, parent_auth_id: parentAuthId, auth_id: parentAuthId }
      : {
          id: String(500_000 + subAccount.number),
          parent_account_id: '510762',
          parent_auth_id: parentAuthId,
          auth_id: authId,
        }),
    auth_token: token,
    api_id: uuidOf(authId),
    email_verified: false,
    enabled: subAccount.enabled,
    is_active: settings.isActive === 'enabled' ? subAccount.enabled : subAccount.isActive,
    created: written(createdAt),
    modified: written(updatedAt),
    created_at: createdAt,
    updated_at: updatedAt,
    ...pathsOf(authId, parentAuthId, settings),
    last_used: lastUsed === null ? null : dateTimeOf(lastUsed),
    ...(hasKycKeys
      ? { kyc_mode: kycMode, business_type: businessType, kyc_calls_blocked: callsBlocked(subAccount) }
      : {}),
  };
}

/** Seed 002 and the second example of seed 001 also write these two in another form. */
function pathsOf(authId: string, parentAuthId: string, { ids }: Readonly<VobizSettings>): Record<string, string> {
  if (ids === 'auth_id') {
    const account = `/v1/Account/${parentAuthId}/`;
    return { account, resource_uri: `${account}Subaccount/${authId}/` };
  }
  const account = `/api/v1/accounts/${parentAuthId}/`;
  return { account, resource_uri: `${account}sub-accounts/${authId}/` };
}
