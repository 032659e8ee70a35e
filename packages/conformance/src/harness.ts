import type { NewSubUser, SubUserProvider } from '@subuser/core';
import type { PlannedFault } from './fault.ts';

/** The methods that a harness may lack, each for a reason that the caller of the suite gives. */
export const abilities = ['requests', 'failNext', 'authenticates'] as const;
export type Ability = (typeof abilities)[number];

/** One account of a carrier, without sub-users, and a provider on it. `O` is the carrier's own options. */
export interface Harness<O = never> {
  provider: SubUserProvider<O>;
  /** What every create on this carrier needs besides a name (an email, `carrierOptions`). */
  always?: Omit<NewSubUser<O>, 'name' | 'reference' | 'password' | 'grants'>;
  /** How many requests have left for the carrier so far. Counted in the HTTP client, it works with any carrier. */
  requests?(): number;
  /** Breaks one request. Throws for a fault that it cannot play. */
  failNext?(fault: PlannedFault): void | Promise<void>;
  /** Whether the carrier itself accepts this login with this secret. */
  authenticates?(login: string, secret: string): boolean | Promise<boolean>;
  /** Closes everything else. The suite closes the provider first. */
  close?(): Promise<void>;
}

/** Called once for each behaviour, so that none sees what another has left. */
export type OpenHarness<O = never> = () => Promise<Harness<O>>;
