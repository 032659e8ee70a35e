import type { Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import { consoleToken, newToken } from '../state/identifiers.ts';
import { businessTypes, kycModes } from '../state/kyc-state.ts';
import type { SubAccount, SubAccountFields } from '../state/sub-account.ts';
import { BodyFields } from '../wire/body-fields.ts';
import { jsonObjectOf } from '../wire/json-body.ts';
import { listQueryOf } from '../wire/list-query.ts';
import { subAccountView } from '../wire/views.ts';
import type { Invocation } from './operation.ts';

/** Seconds (Vobiz's page on token authentication, [D]). */
const lifetimes = { access: 1800, refresh: 7 * 86_400 };

export function list({ account, request: { query }, settings }: Invocation): Reply {
  const { page, size: asked, activeOnly } = listQueryOf(query);
  const size = Math.min(asked, settings.pageLimit);
  const filter = settings.activeOnly === 'enabled' || settings.isActive === 'enabled' ? 'enabled' : 'isActive';
  const { subAccounts, total } = account.subAccounts.list(activeOnly ? filter : undefined, page, size);
  const written = subAccounts.map((subAccount) => subAccountView(subAccount, account.credentials.authId, settings));
  return {
    status: 200,
    body: { sub_accounts: written, total, page, size: settings.sizeReply === 'asked' ? asked : size },
  };
}

export function create({ account, request, settings, now }: Invocation): Reply {
  const fields = new BodyFields(jsonObjectOf(request));
  const name = fields.requiredText('name');
  // A password opens the console, which is not emulated, but its type is checked.
  fields.text('password');
  const given = { ...sharedFields(fields), name };
  requireEmail(given.kycMode, given.email);
  const token = newToken(account.chance);
  const subAccount = account.subAccounts.add({ fields: given, token, at: now });
  const { authId } = subAccount;
  const issued = Math.floor(now / 1000);
  const signed = (type: keyof typeof lifetimes): string =>
    consoleToken({ sub: authId, type, iat: issued, exp: issued + lifetimes[type] }, account.chance);
  return {
    status: settings.createStatus,
    body: {
      message: 'Sub-account created successfully',
      sub_account: subAccountView(subAccount, account.credentials.authId, settings, token),
      auth_credentials: { auth_id: authId, auth_token: token },
      tokens: {
        access_token: signed('access'),
        refresh_token: signed('refresh'),
        token_type: 'bearer',
        expires_in: lifetimes.access,
      },
    },
  };
}

export function retrieve({ account, settings }: Invocation, subAccount: SubAccount): Reply {
  const written = subAccountView(subAccount, account.credentials.authId, settings);
  return { status: 200, body: settings.retrieveEnvelope ? { sub_account: written } : written };
}

export function update({ account, request, settings, now }: Invocation, subAccount: SubAccount): Reply {
  const fields = new BodyFields(jsonObjectOf(request));
  const name = fields.filledText('name');
  const isActive = settings.putIsActive === 'applied' ? fields.boolean('is_active') : undefined;
  const change = {
    ...sharedFields(fields),
    ...(name !== undefined && { name }),
    ...(isActive !== undefined && { [settings.isActive === 'enabled' ? 'enabled' : 'isActive']: isActive }),
  };
  requireEmail(change.kycMode, change.email ?? subAccount.email);
  account.subAccounts.update(subAccount, change, now);
  return { status: 200, body: subAccountView(subAccount, account.credentials.authId, settings) };
}

export function remove({ account, settings }: Invocation, subAccount: SubAccount): Reply {
  account.subAccounts.remove(subAccount);
  if (settings.deleteAnswer === 204) return { status: 204 };
  return { status: 200, body: { message: 'Sub-account deleted successfully' } };
}

/** Those fields of create and update that the request contains. Throws 422 for broken ones. */
function sharedFields(fields: BodyFields): Partial<SubAccountFields> {
  const read = {
    email: fields.email('email'),
    phone: fields.text('phone'),
    description: fields.text('description'),
    rateLimit: fields.integer('rate_limit'),
    permissions: fields.booleans('permissions'),
    enabled: fields.boolean('enabled'),
    kycMode: fields.choice('kyc_mode', kycModes),
    businessType: fields.choice('business_type', businessTypes),
  };
  fields.check();
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** An email in the same request suffices, as in seed 003's own example. */
function requireEmail(kycMode: string | undefined, email: string | null | undefined): void {
  if (kycMode === 'customer_use' && !email) throw new Refusal(400, 'email is required when kyc_mode is customer_use');
}
