import type { ErrorCode } from '@subuser/core';

/**
 * What a call did, for logs and metrics: names, statuses and timings. Never headers, bodies, queries or ids. The same
 * events go to `onEvent` and to the `node:diagnostics_channel` named `subuser:call`.
 */
export type CallEvent =
  | {
      type: 'attempt';
      carrier: string;
      operation: string;
      /** 1 for the first. */
      attempt: number;
      /** `null`: no reply. */
      status: number | null;
      /** `null`: it succeeded. */
      code: ErrorCode | null;
      durationMs: number;
    }
  | {
      type: 'wait';
      carrier: string;
      operation: string;
      /** The attempt that is waited for. */
      attempt: number;
      reason: 'pace' | 'retry';
      durationMs: number;
    };
