import type { FaultRule, QueuedFault } from './fault.ts';
import type { LoggedRequest, RequestFacts } from './logged-request.ts';

/** Chooses a fault for a request, or none. */
export type Decide = (request: RequestFacts) => FaultRule | undefined;

/** A test seeds, breaks and inspects an emulator through its control, which is the same for every carrier. */
export interface Control {
  /** Milliseconds between a request's arrival, when its change is made, and its answer. */
  latencyMs: number;
  /** Added to the emulator's clock, and so to the `Date` header, in milliseconds. 0 unless set. */
  clockSkewMs: number;
  /** Every request since the start or the last `reset`, in order of arrival. */
  readonly requests: readonly LoggedRequest[];
  /**
   * Strikes the next requests that match. Rules queue up; each request takes the oldest rule that matches it. Throws a
   * RangeError for an operation or a fault that does not exist.
   */
  failNext(rule: QueuedFault): void;
  /** Called for every request that no queued fault strikes; replaces the previous callback. For seeded chaos. */
  inject(decide: Decide): void;
  /** Resolves once no `apply-late` is pending. */
  settled(): Promise<void>;
  /** Adds sub-users, the same ones on every run, and returns their ids, oldest first. */
  seed(count: number): readonly string[];
  /**
   * Whether the carrier accepts this login with this secret at this moment: proof that a returned secret is the true one.
   * Nobody knows the secret of a seeded sub-user whose carrier generates secrets.
   */
  authenticates(login: string, secret: string): boolean;
  /** Restores state, log, faults and settings as at the start and drops late applications. Credentials stay. */
  reset(): void;
}
