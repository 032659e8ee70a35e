import type { ErrorCode } from '@subuser/core';

/**
 * What a call did, for logs and metrics: names, statuses and timings. Never bodies, queries or ids, and no header but
 * the carrier's time. The same events go to `onEvent` and to the `node:diagnostics_channel` named `subuser:call`.
 */
export type CallEvent =
  | {
      type: 'attempt';
      carrier: string;
      /** `create`, `get`, `list`, …, as in `SubUserError.detail`. */
      operation: string;
      /** The carrier's own word for it. */
      carrierOperation: string;
      /** 1 for the first. */
      attempt: number;
      /** `null`: no reply. */
      status: number | null;
      /** `null`: it succeeded. */
      code: ErrorCode | null;
      durationMs: number;
      /** The carrier's clock, from the reply's `Date`, in milliseconds since 1970 UTC; accurate to a second. `null`: no `Date`. */
      carrierTimeMs: number | null;
    }
  | {
      type: 'wait';
      carrier: string;
      /** `create`, `get`, `list`, …, as in `SubUserError.detail`. */
      operation: string;
      /** The carrier's own word for it. */
      carrierOperation: string;
      /** The attempt that follows the wait. */
      attempt: number;
      reason: 'pace' | 'retry';
      durationMs: number;
    };
