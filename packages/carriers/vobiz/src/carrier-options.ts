import { secretText } from '@subuser/core/provider';
import * as z from 'zod';
import { businessTypes, kycModes } from './vobiz-api.ts';

/** `carrierOptions` of a create or update on Vobiz. Unknown keys are refused. */
export const carrierOptionsSchema = z.strictObject({
  /** Requests per time period, at least 1; Vobiz states neither the period nor a maximum. Default 1000 (seed 000). */
  rateLimit: z.int().min(1).optional(),
  /** Default `personal_use`. `customer_use` needs an email and blocks calls until verified (seeds 000, 003). */
  kycMode: z.enum(kycModes).optional(),
  /** Which documents `customer_use` asks for (seed 000). */
  businessType: z.enum(businessTypes).optional(),
  /** For signing in to the console only; of a create only (seed 000). */
  password: secretText((text) => text !== '', 'must not be empty').optional(),
});

export type VobizCarrierOptions = z.input<typeof carrierOptionsSchema>;
