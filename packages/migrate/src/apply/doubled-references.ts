import type { SubUser, SubUserId, SubUsers } from '@subuser/core';
import type { Plan } from '../plan/plan.ts';

/** Sub-users of the target that have the same reference. */
export interface DoubledReference {
  reference: string;
  targets: readonly SubUserId[];
}

type Row = Pick<SubUser, 'id' | 'reference'>;

/** The ids that each reference of a plan's steps has on the target. */
class References {
  readonly #targets: Map<string, SubUserId[]>;

  constructor({ steps }: Pick<Plan, 'steps'>) {
    const references = steps.flatMap(({ input, change }) => input?.reference ?? change?.reference ?? []);
    this.#targets = new Map(references.map((reference) => [reference, []]));
  }

  see({ id, reference }: Row): void {
    if (reference) this.#targets.get(reference)?.push(id);
  }

  doubled(): DoubledReference[] {
    return [...this.#targets].flatMap(([reference, targets]) => (targets.length > 1 ? { reference, targets } : []));
  }
}

/** References of a plan's steps that several of these rows have. */
export function doubledReferences(plan: Pick<Plan, 'steps'>, rows: Iterable<Row>): DoubledReference[] {
  const references = new References(plan);
  for (const row of rows) references.see(row);
  return references.doubled();
}

/** Reads the target once. If that fails, the result says so. */
export async function countReferences(
  plan: Plan,
  target: SubUsers,
  signal: AbortSignal | undefined,
): Promise<{ doubled?: DoubledReference[]; uncounted?: unknown }> {
  const references = new References(plan);
  try {
    for await (const subUser of target.list({}, { signal })) references.see(subUser);
  } catch (error) {
    return { uncounted: error };
  }
  const doubled = references.doubled();
  return doubled.length > 0 ? { doubled } : {};
}
