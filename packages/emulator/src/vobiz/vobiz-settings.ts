import { limit, oneOf, type SettingsOf } from '../server/switches.ts';

/** What Vobiz's documents contradict or leave open. */
export const vobizSwitches = {
  createStatus: oneOf([201, 200], 'status of a successful create: 201 (seed 000, prose) or 200 (seed 000, OpenAPI)'),
  deleteAnswer: oneOf([200, 204], 'answer to a delete: 200 with a message or 204 without a body'),
  retrieveEnvelope: oneOf([false, true], 'retrieve returns the bare object, or {sub_account} (Vobiz’s n8n node)'),
  kycKeys: oneOf(
    ['customer_use', 'always', 'never'],
    'which objects have kyc_mode, business_type and kyc_calls_blocked; no example of the seeds has them',
  ),
  ids: oneOf(
    ['auth_id', 'id'],
    'which key holds SA_…: auth_id (seeds 000, 001, 003), or id, with the parent’s in auth_id (seed 001’s second example, seed 002)',
  ),
  created: oneOf(
    ['date-time', 'date'],
    'form of created and modified: seeds 000 and 003, or seed 001’s first example and the OpenAPI part of seed 003',
  ),
  isActive: oneOf(
    ['own', 'enabled'],
    'is_active is a field of its own, true while enabled is false (seed 003’s example), or the same as enabled',
  ),
  putIsActive: oneOf(['ignored', 'applied'], 'is_active in an update: ignored, or it disables (seed 002)'),
  activeOnly: oneOf(['enabled', 'is_active'], 'the field by which active_only filters a list'),
  pageLimit: limit(100, 'most rows of a page; undocumented, and Vobiz’s own tools never ask for more than 100'),
  sizeReply: oneOf(['given', 'asked'], 'size in a page: the one it was cut to, or the one in the request'),
  missingSlash: oneOf(
    ['lenient-get', 'lenient', 'redirect', 'strict'],
    '…/sub-accounts without its last slash: only GET is answered (heading of seed 001), every method is, 307, or 404',
  ),
  kycReply: oneOf(
    ['schema', 'example'],
    'replies of verify-pan and verify-gst: the schema’s keys, or the examples’ more',
  ),
  sessionFields: oneOf(
    ['required', 'optional'],
    'a hosted session requires account_auth_id and its flow’s field (OpenAPI), or takes them from the sub-account (flow pages)',
  ),
  sessionDays: oneOf([7, 30], 'default of expires_in_days: 7 (newer pages) or 30 (older pages)'),
};

export type VobizSettings = SettingsOf<typeof vobizSwitches>;
