import type { Control } from './server/control.ts';
import type { LoopbackOptions } from './server/start-loopback.ts';

/** How any emulator is started. */
export interface EmulatorOptions extends LoopbackOptions {
  /** Milliseconds between a request's arrival and its answer, default 0. */
  readonly latencyMs?: number;
  /** The carrier's clock in milliseconds, default `Date.now`: every date and every check of a token follows it. */
  readonly now?: () => number;
}

/** A running emulator, whatever its carrier. */
export interface CarrierEmulator {
  /** `http://127.0.0.1:<port>` or `https://…`, in place of the carrier's own origin. */
  readonly origin: string;
  /** What the carrier's `create…` function needs to reach this emulator: its credentials and `baseUrl`. */
  readonly options: { readonly baseUrl: string };
  /** The credentials in the form in which the carrier hands them out. */
  readonly credentials: object;
  readonly control: Control;
  /** Ends every socket and timer, answered or not. A second call does nothing more. */
  close(): Promise<void>;
}

/** Rejects with Node's own error where the port is taken. */
export type StartEmulator = (options?: EmulatorOptions) => Promise<CarrierEmulator>;
