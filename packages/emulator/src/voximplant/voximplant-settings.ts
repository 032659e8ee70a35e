/**
 * How an error reaches the client. Clients have met all four (voximplant.md, Errors):
 * `error`: HTTP 200 and `{error: {code, msg}}`, the normal case · `errors`: HTTP 200 and `{errors: [{code, msg, field_name?}]}` ·
 * `field-name`: `field_name` inside `error` · `http-status`: the normal body under a 4xx or 5xx status.
 */
export type ErrorShape = 'error' | 'errors' | 'field-name' | 'http-status';

/** What Voximplant's documents contradict or leave open, and a test may therefore set on the control. */
export interface VoximplantSettings {
  errorShape: ErrorShape;
  /** CreateKey returns an object [D]; some official clients' types say an array of one [?]. */
  createdKeyShape: 'object' | 'array';
  /** Adds `total_count` and `count` to the replies of lists. No documented reply of these methods has them. */
  totalCount: boolean;
  /** The most sub-users of an account (code 438). The number is undocumented; no limit unless set. */
  subUserLimit: number;
  /** The most keys of an account, including its first (code 437). No limit unless set. */
  keyLimit: number;
}

export const defaultSettings: Readonly<VoximplantSettings> = {
  errorShape: 'error',
  createdKeyShape: 'object',
  totalCount: false,
  subUserLimit: Number.POSITIVE_INFINITY,
  keyLimit: Number.POSITIVE_INFINITY,
};
