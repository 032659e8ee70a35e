/** What Vobiz's documents contradict or leave open, and a test may therefore set on the control. */
export interface VobizSettings {
  /** The status of a successful create: 201 (seed 000, prose; the default) or 200 (seed 000, OpenAPI). */
  createStatus: 200 | 201;
  /** Whether retrieve returns `{ sub_account: {…} }` (Vobiz's n8n node) or the bare object (documentation; default). */
  retrieveEnvelope: boolean;
  /** Whether objects contain `kyc_mode`, `business_type` and `kyc_calls_blocked`, missing in every seed's example. Default true. */
  kycKeys: boolean;
  /** The format of `created` and `modified`: `date-time` (seeds 000 and 003; default) or `date` (seed 001). */
  created: 'date-time' | 'date';
  /** The most rows of a page; undocumented. Default 100: Vobiz's own tools never ask for more. */
  pageLimit: number;
  /** Whether a page's `size` is the one it was cut to (default) or the one in the request; undocumented. */
  sizeReply: 'given' | 'asked';
  /** The answer to a delete: 200 with a message (default) or 204 without a body. */
  deleteAnswer: 200 | 204;
}

export const defaultSettings: Readonly<VobizSettings> = {
  createStatus: 201,
  retrieveEnvelope: false,
  kycKeys: true,
  created: 'date-time',
  pageLimit: 100,
  sizeReply: 'given',
  deleteAnswer: 200,
};
