import type { Control } from './server/control.ts';
import type { EmulatorOptions } from './server/start-emulator.ts';
import type { Switches } from './server/switches.ts';

/** A running emulator of any carrier. */
export interface CarrierEmulator {
  /** `http://127.0.0.1:<port>` or `https://…`, in place of the carrier's own origin. */
  readonly origin: string;
  /** What the carrier's `create…` function needs to reach this emulator: its credentials and `baseUrl`. */
  readonly options: { readonly baseUrl: string };
  /** The credentials in the form in which the carrier issues them. */
  readonly credentials: object;
  /** Ids and secrets of other callers and accounts, by name. */
  readonly extras: Readonly<Record<string, string>>;
  /** What the carrier's documents leave open; each is a member of `control`. */
  readonly switches: Switches;
  /** The words by which `failNext` knows the carrier's operations; see `OperationName`. */
  readonly operations: readonly string[];
  readonly control: Control;
  /** Ends every socket and timer, answered or not. A second call does nothing more. */
  readonly close: () => Promise<void>;
}

/** Rejects with Node's own error if the port is taken. */
export type StartEmulator = (options?: EmulatorOptions) => Promise<CarrierEmulator>;
