import type { Context } from './context.ts';
import type { Ability } from './harness.ts';

/** One thing that every provider does, whatever its carrier. */
export interface Behaviour<Name extends string = string> {
  /** Stable: skips refer to it. */
  name: Name;
  /** What it demands and why, in one sentence. */
  demand: string;
  /** The methods of the harness without which it cannot be judged. */
  needs?: readonly Ability[];
  /**
   * Throws where the demand is not met: an `AssertionError`, or what the provider rejected with where it should not
   * have. Throws `Inapplicable` where the provider's traits promise nothing that could be judged.
   */
  verify(context: Context): Promise<void>;
}

/** Keeps the name as a literal type, so that a skip with a misspelt name does not compile. */
export function behaviour<const Name extends string>(definition: Behaviour<Name>): Behaviour<Name> {
  return definition;
}
