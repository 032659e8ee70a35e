import type { ErrorCode } from '@subuser/core';
import type { Timeouts } from '@subuser/http';
import type { FaultRule } from '@subuser/emulator';
import type { CarrierName } from '../carrier.ts';
import type { GatePlay } from './gate.ts';
import type { Place } from './places.ts';

/** The moments at which a caller can cancel. */
export const abortStages = ['before it began', 'paced', 'connecting', 'sent', 'headers', 'body'] as const;
export type AbortStage = (typeof abortStages)[number];

export type Making = { readonly fault: FaultRule } | { readonly gate: GatePlay } | { readonly place: Place };

export interface Expected {
  readonly code: ErrorCode;
  /** How often it is tried, by `retries.attempts`. */
  readonly tries: Readonly<Record<number, number>>;
}

/** A row of endings.md, where each column is explained. */
export interface Ending {
  readonly name: string;
  readonly on: readonly CarrierName[];
  readonly making: Making;
  readonly timeouts: Partial<Timeouts>;
  readonly abort: AbortStage | undefined;
  readonly read: Expected;
  readonly write: Expected;
  readonly trace: 'unseen' | 'seen' | 'applied';
  readonly carrierCode: string | number | undefined;
  readonly retryAfterMs: number | undefined;
}

/** The endings under one heading: those of one row of the table in docs/errors.md. */
export interface OutcomeClass {
  readonly documented: string;
  readonly endings: readonly Ending[];
}
