import type { Secret } from '@subuser/core';
import type { DecimalId } from './decimal-id.ts';

export interface AddSubUserParameters {
  /** The login: unique in the account, always converted to lower case. */
  new_subuser_name: string;
  new_subuser_password: string | Secret;
  role_id?: readonly DecimalId[] | undefined;
  role_name?: readonly string[] | undefined;
  description?: string | undefined;
}

export interface GetSubUsersParameters {
  subuser_id?: DecimalId | undefined;
  with_roles?: boolean | undefined;
  /** How many rows to skip. */
  offset?: number | undefined;
  /** How many rows at most; the default and the maximum are unstated. */
  count?: number | undefined;
}

export interface SetSubUserInfoParameters {
  subuser_id: DecimalId;
  /** Required with a new one (448). */
  old_subuser_password?: string | Secret | undefined;
  new_subuser_password?: string | Secret | undefined;
  description?: string | undefined;
}

export interface CreateKeyParameters {
  description?: string | undefined;
  /** At most 50 characters, not empty. */
  key_name?: string | undefined;
  role_id?: readonly DecimalId[] | undefined;
  role_name?: readonly string[] | undefined;
}

export interface GetKeysParameters {
  key_id?: string | undefined;
  with_roles?: boolean | undefined;
  /** How many rows to skip. */
  offset?: number | undefined;
  /** How many rows at most. */
  count?: number | undefined;
}

export interface UpdateKeyParameters {
  key_id: string;
  description: string;
  /** At most 50 characters, not empty. */
  key_name?: string | undefined;
}
