import { type BehaviourName, behaviours } from './behaviours.ts';
import { abilities, type Ability } from './harness.ts';

/**
 * What is skipped, each with its reason: a behaviour that this provider lacks, or an ability that this harness lacks. A skip
 * that is no longer needed fails.
 */
export type Skips = Readonly<Partial<Record<BehaviourName | Ability, string>>>;

/** Throws for an unknown name and for an empty reason. */
export function checkSkips(skips: Skips): void {
  const known = new Set<string>([...abilities, ...behaviours.map(({ name }) => name)]);
  for (const [name, reason] of Object.entries(skips)) {
    if (!known.has(name)) throw new Error(`skip: there is no behaviour or ability “${name}”`);
    if (reason.trim() === '') throw new Error(`skip: “${name}” needs a reason`);
  }
}
