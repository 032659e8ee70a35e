import { SubUserError } from '@subuser/core';
import { inOrder } from '../inventory/basis.ts';
import { accountFaults } from '../plan/check-basis.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { decideSubUsers } from '../planning/decide-sub-users.ts';
import type { Decision } from '../planning/decision.ts';
import { ownReference, type Sides } from '../planning/sides.ts';
import type { Plan } from '../plan/plan.ts';
import type { Sigil, Uncompared, Verification, VerificationLine } from './verification.ts';

// References pair sub-users, so an equal reference proves nothing.
const isEvidence = ({ field, is }: Decision['comparisons'][number]): boolean =>
  field !== 'reference' && is !== 'uncompared';

function lineOf({ step, target, comparisons }: Decision): VerificationLine {
  const { id, name, blocks } = step;
  const line = { id, name, ...(target && { target: { id: target.id, name: target.name } }) };
  if (step.action === 'blocked')
    return {
      ...line,
      sigil: '!',
      fields: [...new Set(blocks.map(({ field }) => field))],
      why: blocks.map(({ why }) => why),
    };
  if (target === undefined) return { ...line, sigil: '+', fields: [], why: [] };
  const differing = comparisons.filter(({ is }) => is === 'differs');
  const fields = differing.map(({ field }) => field);
  const why = differing.flatMap((comparison) =>
    'loss' in comparison ? [`${comparison.field}: ${comparison.loss}`] : [],
  );
  if (fields.length > 0) return { ...line, sigil: '*', fields, why };
  const kept = comparisons.flatMap((each) =>
    each.is === 'same' && 'loss' in each ? [`${each.field}: ${each.loss}`] : [],
  );
  if (comparisons.some(isEvidence)) return { ...line, sigil: '=', fields: [], why: kept };
  return { ...line, sigil: '!', fields: [], why: ['none of its fields could be compared'] };
}

/** Sub-users of the target that came from this source and are gone there. */
function orphansOf({ source, target, mapping }: Sides): VerificationLine[] {
  const known = new Set(source.subUsers.map(({ id }) => id));
  const prefix = ownReference({ source, mapping }, '');
  return target.subUsers.flatMap(({ id, name, reference }): VerificationLine[] => {
    if (!reference?.startsWith(prefix) || known.has(reference.slice(prefix.length))) return [];
    return [{ sigil: '-', id: reference.slice(prefix.length), name, target: { id, name }, fields: [], why: [] }];
  });
}

/** Counts the comparisons that were possible and those that were not. */
class Tally {
  compared = 0;
  callsBlocked = 0;
  #pairs = 0;
  readonly #uncompared = new Map<string, Uncompared>();

  add({ target, comparisons }: Decision): void {
    if (target !== undefined) this.#pairs += 1;
    if (target?.status === 'blocked') this.callsBlocked += 1;
    for (const comparison of comparisons) {
      if (isEvidence(comparison)) this.compared += 1;
      if (comparison.is !== 'uncompared') continue;
      const { field, why } = comparison;
      const key = `${field}\n${why}`;
      this.#uncompared.set(key, { field, why, count: (this.#uncompared.get(key)?.count ?? 0) + 1 });
    }
  }

  get uncompared(): Uncompared[] {
    if (this.#pairs === 0) return [];
    const credentials = { field: 'credentials', why: 'carriers do not reveal secrets', count: this.#pairs };
    return [...this.#uncompared.values(), credentials];
  }
}

function countLines(lines: readonly VerificationLine[]): Record<Sigil, number> {
  const counts: Record<Sigil, number> = { '=': 0, '*': 0, '+': 0, '-': 0, '!': 0 };
  for (const { sigil } of lines) counts[sigil] += 1;
  return counts;
}

const accountOf = ({ profile, carrier, subUsers }: Inventory): Verification['source'] => ({
  profile,
  carrier,
  count: subUsers.length,
});

/**
 * Compares both accounts as they are now by the mapping of a plan, no matter who created the sub-users. Pure. The result
 * is not clean if nothing could be compared. A sub-user that the mapping names and that is gone since the plan was made is
 * a finding, not an error.
 *
 * @throws SubUserError `invalid-argument` for other accounts than the plan's
 */
export function verifyPlan(parts: { plan: Plan; source: Inventory; target: Inventory }): Verification {
  const { plan } = parts;
  const { mapping } = plan;
  const faults = [
    ...accountFaults('source', plan.source, parts.source),
    ...accountFaults('target', plan.target, parts.target),
  ];
  if (faults.length > 0) throw SubUserError.refusal(faults, { operation: 'verifyPlan', document: 'plan' });
  const [source, target] = [inOrder(parts.source), inOrder(parts.target)];
  const sides = { source, target, mapping };
  const tally = new Tally();
  const decided = Array.from(decideSubUsers(sides), (decision) => {
    tally.add(decision);
    return lineOf(decision);
  });
  const { compared, uncompared, callsBlocked } = tally;
  const lines = [...decided, ...orphansOf(sides)];
  const counts = countLines(lines);
  return {
    source: accountOf(source),
    target: accountOf(target),
    lines,
    counts,
    filtered: source.subUsers.length - decided.length,
    compared,
    uncompared,
    callsBlocked,
    isClean: counts['='] === lines.length && compared > 0,
  };
}
