import type { ErrorCode } from '@subuser/core';
import type { Timeouts } from '@subuser/http';
import type { FaultRule } from '@subuser/emulator';
import type { CarrierUnderTest } from '../../carriers/carrier-under-test.ts';
import type { GatePlay } from './gate.ts';
import type { Place } from './places.ts';

/** When a caller can cancel. */
export const abortStages = ['before it began', 'paced', 'connecting', 'sent', 'headers', 'body'] as const;
export type AbortStage = (typeof abortStages)[number];

export type Making = { readonly fault: FaultRule } | { readonly gate: GatePlay } | { readonly place: Place };

export interface Expected {
  readonly code: ErrorCode;
  /** How often it is tried, by `retries.attempts`. */
  readonly tries: Readonly<Record<number, number>>;
}

/** A row of an endings.md; the general one explains each column. */
export interface Ending {
  readonly name: string;
  readonly on: readonly CarrierUnderTest[];
  readonly making: Making;
  readonly timeouts: Partial<Timeouts>;
  readonly abort: AbortStage | undefined;
  readonly read: Expected;
  readonly write: Expected;
  readonly trace: 'unseen' | 'seen' | 'applied';
  readonly carrierCode: string | number | undefined;
  readonly retryAfterMs: number | undefined;
}

/** The endings under one heading, which belong to one row of a table in docs. */
export interface OutcomeClass {
  readonly documented: string;
  readonly endings: readonly Ending[];
}
