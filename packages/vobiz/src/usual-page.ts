import type { SubAccount, SubAccountPage } from './vobiz-api.ts';
import { redacted } from './vobiz-api.ts';

type Kind = 'string' | 'number' | 'boolean';

/** What the schema leaves as it is in each field, beside `null` and nothing at all. */
const kinds: readonly [keyof SubAccount, Kind, Kind?][] = [
  ['email', 'string'],
  ['phone', 'string'],
  ['description', 'string'],
  ['enabled', 'boolean'],
  ['is_active', 'boolean'],
  ['kyc_calls_blocked', 'boolean'],
  ['kyc_mode', 'string'],
  ['business_type', 'string'],
  ['rate_limit', 'number'],
  ['id', 'string', 'number'],
  ['parent_account_id', 'string', 'number'],
  ['parent_auth_id', 'string'],
  ['api_id', 'string'],
  ['email_verified', 'boolean'],
  ['created', 'string'],
  ['created_at', 'string'],
  ['modified', 'string'],
  ['updated_at', 'string'],
  ['last_used', 'string'],
  ['account', 'string'],
  ['resource_uri', 'string'],
];

function isObject(value: unknown): value is Record<string, unknown> {
  // The schema drops an own `__proto__`.
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '__proto__');
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isUsual(row: unknown): row is Record<string, unknown> {
  if (!isObject(row) || typeof row['auth_id'] !== 'string' || row['auth_id'] === '') return false;
  const { name, permissions, auth_token: token } = row;
  if (typeof name !== 'string' || !(isMissing(permissions) || isObject(permissions))) return false;
  if (!isMissing(token) && token !== redacted) return false;
  for (const [field, kind, other] of kinds) {
    const value = row[field];
    const type = typeof value;
    // JSON has no infinite numbers, but numbers that are read as such.
    const isAsUsual = (type === kind || type === other) && (type !== 'number' || Number.isFinite(value));
    if (!isAsUsual && !isMissing(value)) return false;
  }
  return true;
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least;
}

/**
 * A page of which the schema would change nothing but the redacted tokens: it is that page, its own object. `undefined` where
 * anything is unusual; then the schema has the word. A schema's work on every field of a million rows takes longer than to
 * read them.
 */
export function usualPage(body: unknown): SubAccountPage | undefined {
  if (!isObject(body)) return undefined;
  const { sub_accounts: rows, total, page, size } = body;
  if (!isCount(total, 0) || ![page, size].every((value) => isMissing(value) || isCount(value, 1))) return undefined;
  if (!Array.isArray(rows) || !rows.every(isUsual)) return undefined;
  for (const row of rows) if (row['auth_token'] !== undefined) row['auth_token'] = null;
  return body as SubAccountPage;
}
