import type { Clock, ErrorCode, RandomInt, SubUserProvider } from '@subuser/core';
import type { Control } from '@subuser/emulator';
import type { VobizOptions } from '@subuser/vobiz';

export const carrierNames = ['vobiz', 'voximplant'] as const;
export type CarrierName = (typeof carrierNames)[number];

/** The options that every adapter takes beside its credentials. */
export interface ConnectionOptions extends Pick<VobizOptions, 'timeouts' | 'retries' | 'pace'> {
  clock?: Clock;
  randomInt?: RandomInt;
}

/** A sub-user as the carrier itself has it. */
export interface Row {
  id: string;
  name: string;
  /** With the tag, as the carrier keeps it. */
  description: string | null;
  enabled: boolean;
  /** Its rights in alphabetical order, joined by a comma; `inherits` where it has its parent's. */
  grants: string;
}

/** A carrier's emulator, and a look at the truth, by one connection, that goes past the library and past all faults. */
export interface Carrier {
  readonly name: CarrierName;
  readonly control: Control;
  /** The codes that the library may give a create whose name is taken. */
  readonly takenCodes: readonly ErrorCode[];
  connect(options: ConnectionOptions): SubUserProvider;
  rows(): Promise<Row[]>;
  /** Adds somebody else's sub-user. */
  add(name: string, description: string): Promise<void>;
  /** Sets at random what documents leave open, until the next reset. */
  vary(choose: <T>(from: readonly [T, ...T[]]) => T): void;
  close(): Promise<void>;
}

/** Stands among the parameters of a request that looks at the truth: no fault may strike it. */
export const truthMark = 'truth';
