import type { Status, SubUser } from '@subuser/core';
import { readFlag, unreadable, unreadableOf } from '@subuser/http';
import { carrier } from './carrier.ts';
import { readTimestamp } from './timestamp.ts';
import type { SubAccount } from './vobiz-api.ts';
import { grantNames } from './vobiz-traits.ts';

/** `enabled` and `is_active` overlap; an update sets `enabled`, so it decides if it is present. */
function statusOf({ enabled, is_active: isActive, kyc_calls_blocked: areCallsBlocked }: SubAccount): Status {
  if ((enabled ?? isActive) === false) return 'disabled';
  return areCallsBlocked === true ? 'blocked' : 'active';
}

const fieldNames = { permissions: 'grants', is_active: 'enabled', kyc_calls_blocked: 'status' };

function isOdd(value: unknown): boolean {
  return typeof value !== 'boolean' && readFlag(value) === unreadable;
}

/** What could not be read, and the documented rights whose value says neither yes nor no. */
function unreadableIn(subAccount: SubAccount): readonly string[] | undefined {
  const { permissions } = subAccount;
  const odd = unreadableOf(subAccount, fieldNames);
  if (permissions === null || permissions === undefined || !grantNames.some((name) => isOdd(permissions[name])))
    return odd;
  return [...(odd ?? []), 'grants'];
}

/** The rights that are true; `null` if the sub-account inherits its parent's. */
function grantsOf({ permissions }: SubAccount, odd: readonly string[] | undefined): string[] | null {
  // What cannot be read must not look as if it inherited everything.
  if (permissions === null || permissions === undefined) return odd?.includes('grants') ? [] : null;
  return Object.keys(permissions).filter((name) => readFlag(permissions[name]) === true);
}

/** Most sub-accounts were never updated: their two times are one text, which is then read once. */
function updatedAtOf(row: SubAccount, createdAt: Date | null): Date | null {
  if (createdAt !== null && row.updated_at === row.created_at) return new Date(createdAt);
  return readTimestamp(row.updated_at) ?? readTimestamp(row.modified);
}

/** A sub-account of the wire in terms of the model; the description still contains the reference tag. */
export function convertSubAccount(subAccount: SubAccount): SubUser {
  const createdAt = readTimestamp(subAccount.created_at);
  const odd = unreadableIn(subAccount);
  const subUser: SubUser = {
    carrier,
    id: subAccount.auth_id,
    name: subAccount.name,
    status: statusOf(subAccount),
    email: subAccount.email ?? null,
    phone: subAccount.phone ?? null,
    description: subAccount.description ?? null,
    grants: grantsOf(subAccount, odd),
    createdAt: createdAt ?? readTimestamp(subAccount.created),
    updatedAt: updatedAtOf(subAccount, createdAt),
    lastUsedAt: readTimestamp(subAccount.last_used),
    native: subAccount,
  };
  return odd === undefined ? subUser : { ...subUser, unreadable: odd };
}
