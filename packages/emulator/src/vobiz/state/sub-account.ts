import { authIdOf } from './identifiers.ts';
import { notStarted } from './kyc-state.ts';
import type { BusinessType, KycMode, Verifications } from './kyc-state.ts';

/** The fields of create and update (vobiz.md), in camel case. */
export interface SubAccountFields {
  name: string;
  email: string | null;
  phone: string | null;
  description: string | null;
  permissions: Readonly<Record<string, boolean>> | null;
  rateLimit: number;
  enabled: boolean;
  /** `is_active`, where it is a field of its own. */
  isActive: boolean;
  kycMode: KycMode;
  businessType: BusinessType | null;
}

/** One sub-account as the emulator stores it. */
export interface SubAccount extends SubAccountFields {
  /** From 1 in order of creation, never reused; 0 belongs to the other parent. */
  readonly number: number;
  readonly authId: string;
  /** Undefined for a seeded one: nobody knows its token. */
  readonly token: string | undefined;
  readonly createdMicroseconds: number;
  updatedMicroseconds: number;
  /** When its own pair was last used; null before that. */
  lastUsedMicroseconds: number | null;
  verifications: Verifications;
}

export interface Birth {
  readonly number: number;
  readonly token?: string;
  readonly microseconds: number;
}

/** A new record; omitted fields get the documented defaults (seed 000). */
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
    lastUsedMicroseconds: null,
    verifications: notStarted,
    email: null,
    phone: null,
    description: null,
    permissions: null,
    rateLimit: 1000,
    enabled: true,
    isActive: true,
    kycMode: 'personal_use',
    businessType: null,
    ...fields,
  };
}
