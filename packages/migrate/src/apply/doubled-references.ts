import type { SubUser, SubUserId, SubUsers } from '@subuser/core';
import type { Plan } from '../plan/plan.ts';

/** Sub-users of the target that have the same reference. */
export interface DoubledReference {
  reference: string;
  targets: readonly SubUserId[];
}

/** References of a plan's steps that several rows of the target have. */
export class ReferenceCount {
  readonly #targets: Map<string, SubUserId[]>;

  constructor({ steps }: Pick<Plan, 'steps'>) {
    const references = steps.flatMap(({ input, change }) => input?.reference ?? change?.reference ?? []);
    this.#targets = new Map(references.map((reference) => [reference, []]));
  }

  see({ id, reference }: Pick<SubUser, 'id' | 'reference'>): void {
    if (reference) this.#targets.get(reference)?.push(id);
  }

  doubled(): DoubledReference[] {
    return [...this.#targets].flatMap(([reference, targets]) => (targets.length > 1 ? { reference, targets } : []));
  }
}

/** Reads the target once. If that fails, the result says so. */
export async function countReferences(
  plan: Plan,
  target: SubUsers,
  signal: AbortSignal | undefined,
): Promise<{ doubled?: DoubledReference[]; uncounted?: unknown }> {
  const count = new ReferenceCount(plan);
  try {
    for await (const subUser of target.list({}, { signal })) count.see(subUser);
  } catch (error) {
    return { uncounted: error };
  }
  const doubled = count.doubled();
  return doubled.length > 0 ? { doubled } : {};
}
