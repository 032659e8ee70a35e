import type { Reply } from '../../server/carrier-script.ts';
import { Refusal } from '../refusal.ts';
import { consoleToken, randomToken } from '../state/identifiers.ts';
import { businessTypes, kycModes } from '../state/kyc-state.ts';
import type { SubAccount, SubAccountFields } from '../state/sub-account.ts';
import { BodyFields } from '../wire/body-fields.ts';
import { jsonObjectOf } from '../wire/json-body.ts';
import { listQueryOf } from '../wire/list-query.ts';
import { subAccountView } from '../wire/sub-account-view.ts';
import type { Visit } from './request-context.ts';

const lifetime = 1800;

export function list({ request: { query }, register, parentAuthId, dialect }: Visit): Reply {
  const { page, size: asked, activeOnly } = listQueryOf(query);
  const size = Math.min(asked, dialect.pageLimit);
  const { subAccounts, total } = register.list(activeOnly, page, size);
  const written = subAccounts.map((subAccount) => subAccountView(subAccount, parentAuthId, dialect));
  return {
    status: 200,
    body: { sub_accounts: written, total, page, size: dialect.sizeReply === 'asked' ? asked : size },
  };
}

export function create({ request, register, parentAuthId, dialect, now }: Visit): Reply {
  const fields = new BodyFields(jsonObjectOf(request));
  const name = fields.requiredText('name');
  // A password opens the console, which is not played here; its type is checked all the same.
  fields.text('password');
  const given = { ...sharedFields(fields), name };
  requireEmail(given.kycMode, given.email);
  const token = randomToken();
  const subAccount = register.create(given, token);
  const { authId } = subAccount;
  const issued = Math.floor(now / 1000);
  return {
    status: dialect.createStatus,
    body: {
      message: 'Sub-account created successfully',
      sub_account: subAccountView(subAccount, parentAuthId, dialect, token),
      auth_credentials: { auth_id: authId, auth_token: token },
      tokens: {
        access_token: consoleToken({ sub: authId, type: 'access', iat: issued, exp: issued + lifetime }),
        refresh_token: consoleToken({ sub: authId, type: 'refresh', iat: issued, exp: issued + 14 * 86_400 }),
        token_type: 'bearer',
        expires_in: lifetime,
      },
    },
  };
}

export function retrieve({ parentAuthId, dialect }: Visit, subAccount: SubAccount): Reply {
  const written = subAccountView(subAccount, parentAuthId, dialect);
  return { status: 200, body: dialect.retrieveEnvelope ? { sub_account: written } : written };
}

export function update({ request, register, parentAuthId, dialect }: Visit, subAccount: SubAccount): Reply {
  const fields = new BodyFields(jsonObjectOf(request));
  const name = fields.filledText('name');
  const change = { ...sharedFields(fields), ...(name === undefined ? {} : { name }) };
  requireEmail(change.kycMode, change.email ?? subAccount.email);
  register.update(subAccount, change);
  return { status: 200, body: subAccountView(subAccount, parentAuthId, dialect) };
}

export function remove({ register, dialect }: Visit, subAccount: SubAccount): Reply {
  register.delete(subAccount);
  if (dialect.deleteAnswer === 204) return { status: 204 };
  return { status: 200, body: { message: 'Sub-account deleted successfully' } };
}

/** The fields that create and update have in common, those that were sent. Throws 422 for broken ones. */
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

/** An email that comes in the same request will do, as in seed 003's own example. */
function requireEmail(kycMode: string | undefined, email: string | null | undefined): void {
  if (kycMode === 'customer_use' && !email) throw new Refusal(400, 'email is required when kyc_mode is customer_use');
}
