import { type BehaviourName, behaviours } from './behaviours.ts';
import { abilities, type Ability } from './harness.ts';

/**
 * What is left out, each with its reason: a behaviour that this provider does not show, or an ability that this harness
 * does not have. A skip that is no longer needed fails.
 */
export type Skips = Readonly<Partial<Record<BehaviourName | Ability, string>>>;

/** Throws for a name that there is not and for a reason that says nothing. */
export function checkSkips(skips: Skips): void {
  const known = new Set<string>([...abilities, ...behaviours.map(({ name }) => name)]);
  for (const [name, reason] of Object.entries(skips)) {
    if (!known.has(name)) throw new Error(`skip: there is no behaviour or ability “${name}”`);
    if (reason.trim() === '') throw new Error(`skip: “${name}” needs a reason`);
  }
}
