import type { Secret } from '@subuser/core';
import type { BusinessType, KycMode } from './vobiz-api.ts';

/** The query of a list (seed 001). */
export interface ListSubAccountsQuery {
  /** From 1, the default. */
  page?: number;
  /** Default 25 (seed 001); the maximum is unstated, Vobiz's own tools ask for 100 at most. */
  size?: number;
  active_only?: boolean;
}

/** The body of an update; fields that are left out stay (seeds 002, 003). Seed 000 says that `business_type` can be set. */
export interface UpdateSubAccountBody {
  name?: string;
  email?: string;
  phone?: string;
  description?: string;
  /** Requests per time period, which Vobiz does not state. Default of a create: 1000. */
  rate_limit?: number;
  /** Replaced as a whole, not merged. */
  permissions?: Readonly<Record<string, unknown>>;
  enabled?: boolean;
  /** `customer_use` needs an email and may block calls at once. */
  kyc_mode?: KycMode;
  business_type?: BusinessType;
}

/** The body of a create (seed 000). */
export interface CreateSubAccountBody extends UpdateSubAccountBody {
  name: string;
  /** For signing in to the console only. */
  password?: string | Secret;
}
