import type { Reply } from '../../server/carrier-script.ts';
import { uuidOf } from '../state/identifiers.ts';

/** One broken field, as shape 3 reports it. */
export interface BrokenField {
  readonly type: string;
  readonly loc: readonly string[];
  readonly msg: string;
}

export interface ErrorFacts {
  readonly status: number;
  readonly message: string;
  readonly broken?: readonly BrokenField[] | undefined;
  /** For shape 1: seconds. */
  readonly retryAfter?: number;
  /** From 1 to 7, in the order of vobiz.md's list of error shapes; the default depends on the status. */
  readonly shape?: number | undefined;
  /** Milliseconds, for shape 1's timestamp. */
  readonly at: number;
}

type Body = (facts: ErrorFacts) => Record<string, unknown>;

const codes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  422: 'VALIDATION_ERROR',
  429: 'RATE_LIMIT_EXCEEDED',
  501: 'NOT_EMULATED',
  503: 'SERVICE_UNAVAILABLE',
};

const shapes: readonly Body[] = [
  ({ status, message, retryAfter, at }) => ({
    status: 'error',
    error: {
      code: codes[status] ?? 'INTERNAL_ERROR',
      message,
      ...(retryAfter === undefined ? {} : { details: { retryAfter } }),
    },
    timestamp: new Date(at).toISOString(),
    requestId: uuidOf(`request ${at}`),
  }),
  ({ status, message }) => ({ error: 'HTTPError', message, status_code: status }),
  ({ message, broken = [{ type: 'value_error', loc: ['body'], msg: message }] }) => ({
    error: 'ValidationError',
    message,
    details: broken,
    status_code: 422,
  }),
  ({ status, message, at }) => ({ api_id: uuidOf(`request ${at}`), error: codes[status] ?? 'error', message }),
  ({ message }) => ({ error: 'did_cool_off_in_effect', message }),
  ({ message }) => ({ status: 'error', message }),
  ({ message }) => ({ error: message }),
];

/** The KYC pages declare shape 4 for 403 and 404, and shape 2 looks live; the rest is our choice. */
const usualShape: Readonly<Record<number, number>> = { 400: 2, 401: 2, 403: 4, 404: 4, 409: 5, 422: 3 };

export function errorReply(facts: ErrorFacts): Reply {
  const shape = facts.shape ?? usualShape[facts.status] ?? 1;
  const body = shapes[shape - 1];
  if (body === undefined) throw new RangeError(`Vobiz has error shapes 1 to ${shapes.length}, not ${shape}`);
  return { status: facts.status, body: body(facts), applied: false };
}
