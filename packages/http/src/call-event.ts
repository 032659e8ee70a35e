import type { ErrorCode } from '@subuser/core';

/**
 * What a call did, for logs and metrics: names, statuses and timings. Never bodies, queries or ids, and of headers no more
 * than the carrier's time. The same events go to `onEvent` and to the `node:diagnostics_channel` named `subuser:call`.
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
      /** The carrier's clock by the reply's `Date`, in milliseconds since 1970 UTC, to a second; `null`: it told none. */
      carrierTimeMs: number | null;
    }
  | {
      type: 'wait';
      carrier: string;
      /** `create`, `get`, `list`, …, as in `SubUserError.detail`. */
      operation: string;
      /** The carrier's own word for it. */
      carrierOperation: string;
      /** The attempt that is waited for. */
      attempt: number;
      reason: 'pace' | 'retry';
      durationMs: number;
    };
