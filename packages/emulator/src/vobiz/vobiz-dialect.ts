/**
 * Where Vobiz's documents contradict one another, the emulator speaks either way. All of it can be set on the control
 * while the emulator runs.
 */
export interface VobizDialect {
  /** The status of a successful create: 201 (seed 000, prose; the default) or 200 (seed 000, OpenAPI). */
  createStatus: 200 | 201;
  /** Whether retrieve answers `{ sub_account: {…} }` (Vobiz's n8n node) and not the bare object (documentation; default). */
  retrieveEnvelope: boolean;
  /** Whether objects carry `kyc_mode`, `business_type` and `kyc_calls_blocked`, which no seed's example shows. Default true. */
  kycKeys: boolean;
  /** How `created` and `modified` are written: `date-time` (seeds 000 and 003; default) or `date` (seed 001). */
  created: 'date-time' | 'date';
  /** The rows of a page at most, which no document states. Default 100: Vobiz's own tools never ask for more. */
  pageLimit: number;
  /** Whether a page's `size` is the size that it was cut to (default) or an echo of what was asked for; unstated. */
  sizeReply: 'given' | 'asked';
  /** The answer to a delete: 200 with a message (default) or 204 without a body. */
  deleteAnswer: 200 | 204;
}

export const usualDialect: Readonly<VobizDialect> = {
  createStatus: 201,
  retrieveEnvelope: false,
  kycKeys: true,
  created: 'date-time',
  pageLimit: 100,
  sizeReply: 'given',
  deleteAnswer: 200,
};
