import type { FaultRule, QueuedFault } from './fault.ts';
import type { LoggedRequest, RequestFacts } from './logged-request.ts';

/** Chooses a fault for a request, or none. */
export type Decide = (request: RequestFacts) => FaultRule | undefined;

/** The handle by which a test seeds, breaks and inspects an emulator; the same for every carrier. */
export interface Control {
  /** Milliseconds between a request's arrival (its change is made at once) and its answer. */
  latencyMs: number;
  /** Every request since the start or the last `reset`, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /**
   * Strikes the next requests that match. Several rules queue up; each request takes the oldest that matches it. Throws a
   * RangeError for an operation or a fault that does not exist.
   */
  failNext(rule: QueuedFault): void;
  /** Asked for every request that no queued fault strikes; replaces the one given before. For seeded chaos. */
  inject(decide: Decide): void;
  /** Resolves when no `apply-late` is pending any more. */
  settled(): Promise<void>;
  /** Adds sub-users, the same ones on every run, and returns their ids, oldest first. */
  seed(count: number): readonly string[];
  /**
   * Whether the carrier accepts this login with this secret at this moment: proof that a returned secret is the true one.
   * Nobody knows the secret of a seeded sub-user whose carrier generates secrets.
   */
  authenticates(login: string, secret: string): boolean;
  /** State, log, faults and settings as at the start; pending late applications are dropped. Credentials stay. */
  reset(): void;
}
