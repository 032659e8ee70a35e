import {
  redacted,
  type SubAccount,
  type SubAccountPage,
  type subAccountPageSchema,
  type subAccountSchema,
} from './vobiz-api.ts';

type Row = { [field in keyof typeof subAccountSchema.shape]?: unknown };

export function isObject(value: unknown): value is object {
  // The schema drops an own `__proto__`.
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

export function isText(value: unknown): boolean {
  return typeof value === 'string' || isMissing(value);
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || isMissing(value);
}

/** JSON has no infinite number, but numbers that are read as such. */
export function isNumber(value: unknown): boolean {
  return Number.isFinite(value) || isMissing(value);
}

function isUsual(row: unknown): row is Row {
  if (!isObject(row)) return false;
  const { auth_id: id, name, permissions, auth_token: token }: Row = row;
  return (
    typeof id === 'string' &&
    id !== '' &&
    typeof name === 'string' &&
    (isMissing(permissions) || isObject(permissions)) &&
    (isMissing(token) || token === redacted) &&
    hasUsualRest(row)
  );
}

function hasUsualRest(row: Row): boolean {
  return (
    isText(row.email) &&
    isText(row.phone) &&
    isText(row.description) &&
    isFlag(row.enabled) &&
    isFlag(row.is_active) &&
    isFlag(row.kyc_calls_blocked) &&
    isText(row.kyc_mode) &&
    isText(row.business_type) &&
    isNumber(row.rate_limit) &&
    (isText(row.id) || isNumber(row.id)) &&
    (isText(row.parent_account_id) || isNumber(row.parent_account_id)) &&
    isText(row.parent_auth_id) &&
    isText(row.api_id) &&
    isFlag(row.email_verified) &&
    isText(row.created) &&
    isText(row.created_at) &&
    isText(row.modified) &&
    isText(row.updated_at) &&
    isText(row.last_used) &&
    isText(row.account) &&
    isText(row.resource_uri)
  );
}

/** What the schema would read as it is, but for a redacted token. `undefined` where anything is unusual. */
export function usualSubAccount(row: unknown): SubAccount | undefined {
  if (!isUsual(row)) return undefined;
  if (row.auth_token !== undefined) row.auth_token = null;
  return row as SubAccount;
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least;
}

/**
 * A page of which the schema would change nothing but the redacted tokens: it is the body itself, which nobody else holds
 * since it was just parsed. `undefined` where anything is unusual; then the schema has the word. Its work on every field of
 * a million rows takes longer than to read them.
 */
export function usualPage(body: unknown): SubAccountPage | undefined {
  if (!isObject(body)) return undefined;
  const {
    sub_accounts: rows,
    total,
    page,
    size,
  }: { [field in keyof typeof subAccountPageSchema.shape]?: unknown } = body;
  if (!isCount(total, 0) || ![page, size].every((value) => isMissing(value) || isCount(value, 1))) return undefined;
  if (!Array.isArray(rows) || !rows.every(isUsual)) return undefined;
  for (const row of rows) if (row.auth_token !== undefined) row.auth_token = null;
  return body as SubAccountPage;
}
