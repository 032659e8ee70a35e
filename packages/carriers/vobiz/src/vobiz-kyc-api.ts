import * as z from 'zod';
import { lenient } from './vobiz-api.ts';

// The documents only name the fields of these replies, so only those that make the answer are strict.
const answered = { message: lenient(z.string()), mock: lenient(z.boolean()) };

function without<Reply extends object>(reply: Reply, names: readonly string[]): Reply {
  return Object.fromEntries(Object.entries(reply).filter(([name]) => !names.includes(name))) as Reply;
}

const documents = {
  sub_account_id: lenient(z.string()),
  business_type: lenient(z.string()),
  /** By document: `pan`, `gst`, `cin`, `aadhaar`. */
  verifications: lenient(z.record(z.string(), z.unknown())),
};

/** How far the verification of one sub-account is (vobiz.md, KYC [D]); that of `personal_use` is its parent's. */
export const kycStatusSchema = z.discriminatedUnion('kyc_mode', [
  z.looseObject({
    ...documents,
    kyc_mode: z.literal('personal_use'),
    overall_status: lenient(z.string()),
    kyc_calls_blocked: lenient(z.boolean()),
  }),
  z.looseObject({
    ...documents,
    kyc_mode: z.literal('customer_use'),
    overall_status: z.enum(['not_started', 'pending', 'verified', 'failed']),
    kyc_calls_blocked: z.boolean(),
  }),
]);

/** The examples repeat the number that was sent (vobiz.md, KYC [D]). The caller has it, and a log of results must not. */
export const kycStepSchema = z
  .looseObject({ ...answered, status: lenient(z.string()) })
  .transform((step) => without(step, ['pan', 'gstin']));

export const cinMatchesSchema = z.looseObject({ ...answered, matches: z.array(z.unknown()) });

export const digilockerSchema = z.looseObject({
  ...answered,
  auth_url: z.string(),
  access_request_id: z.string(),
});

/** Without `customer_email`, which the reply repeats. */
export const kycSessionSchema = z
  .looseObject({
    session_id: z.string(),
    /** `email_sent` or `link_ready`. */
    status: z.string(),
    expires_at: lenient(z.string()),
    widget_url: lenient(z.string()),
  })
  .transform((session) => without(session, ['customer_email']));

export type KycStatus = z.output<typeof kycStatusSchema>;
export type KycStep = z.output<typeof kycStepSchema>;
export type CinMatches = z.output<typeof cinMatchesSchema>;
export type DigilockerRequest = z.output<typeof digilockerSchema>;
export type KycSession = z.output<typeof kycSessionSchema>;

/** The body of `POST kyc-sessions`: `email` needs `customer_email`, `redirect` needs `redirect_url`, else 422. */
export interface KycSessionBody {
  account_auth_id: string;
  flow_type: 'email' | 'redirect';
  customer_email?: string;
  redirect_url?: string;
  webhook_url?: string;
  expires_in_days?: number;
}
