import type { Status, SubUser } from '@subuser/core';
import { carrier } from './carrier.ts';
import { readTimestamp } from './timestamp.ts';
import type { SubAccount } from './vobiz-api.ts';

/** `enabled` and `is_active` overlap; an update sets `enabled`, so it decides if it is present. */
function statusOf({ enabled, is_active: isActive, kyc_calls_blocked: areCallsBlocked }: SubAccount): Status {
  if ((enabled ?? isActive) === false) return 'disabled';
  return areCallsBlocked === true ? 'blocked' : 'active';
}

/** The rights that are true; `null` if the sub-account inherits its parent's. */
function grantsOf({ permissions }: SubAccount): string[] | null {
  if (permissions === null || permissions === undefined) return null;
  return Object.keys(permissions).filter((name) => permissions[name] === true);
}

/** Most sub-accounts were never updated: their two times are one text, which is then read once. */
function updatedAtOf(row: SubAccount, createdAt: Date | null): Date | null {
  if (createdAt !== null && row.updated_at === row.created_at) return new Date(createdAt);
  return readTimestamp(row.updated_at) ?? readTimestamp(row.modified);
}

/** A sub-account of the wire in terms of the model; the description still contains the reference tag. */
export function convertSubAccount(subAccount: SubAccount): SubUser {
  const createdAt = readTimestamp(subAccount.created_at) ?? readTimestamp(subAccount.created);
  return {
    carrier,
    id: subAccount.auth_id,
    name: subAccount.name,
    status: statusOf(subAccount),
    email: subAccount.email ?? null,
    phone: subAccount.phone ?? null,
    description: subAccount.description ?? null,
    grants: grantsOf(subAccount),
    createdAt,
    updatedAt: updatedAtOf(subAccount, createdAt),
    lastUsedAt: readTimestamp(subAccount.last_used),
    native: subAccount,
  };
}
