import { type BrokenRule, SubUserError, type SubUserId } from '@subuser/core';
import { basisFields, formOfRow, type RowForm, rowReader, settingsField } from '../inventory/basis.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Plan, PlanSide } from './plan.ts';

/** How many changes the message lists; `detail.fields` has all of them. */
const shown = 10;

function changedFields(before: string, now: string, { digestLength: length }: RowForm): string {
  const digestAt = (row: string, index: number): string => row.slice(index * length, (index + 1) * length);
  return [...basisFields, settingsField]
    .filter((_, index) => digestAt(before, index) !== digestAt(now, index))
    .join(', ');
}

function changesOf(
  side: 'source' | 'target',
  then: PlanSide,
  now: Inventory,
  touched: ReadonlySet<SubUserId>,
): BrokenRule[] {
  const changes: BrokenRule[] = [];
  const form = formOfRow(Object.values(then.rows)[0] ?? '');
  const rowOf = rowReader(form);
  const gone = new Map(Object.entries(then.rows));
  for (const subUser of now.subUsers) {
    const field = `${side}.${subUser.id}`;
    const before = gone.get(subUser.id);
    gone.delete(subUser.id);
    if (touched.has(subUser.id)) continue;
    const row = rowOf(subUser);
    if (before === undefined) changes.push({ field, rule: 'was added' });
    else if (before !== row) changes.push({ field, rule: `was changed: ${changedFields(before, row, form)}` });
  }
  return [...changes, ...[...gone.keys()].map((id) => ({ field: `${side}.${id}`, rule: 'was removed' }))];
}

export function accountFaults(side: 'source' | 'target', then: PlanSide, now: Inventory): BrokenRule[] {
  if (then.carrier === now.carrier && then.profile === now.profile) return [];
  return [{ field: side, rule: `must be ${then.profile} (${then.carrier}), is ${now.profile} (${now.carrier})` }];
}

/**
 * Checks that both accounts are as they were when the plan was made, apart from what the plan itself has changed.
 *
 * @param touched ids of the target that the plan itself created or changed; see `targetsTouched`
 * @throws SubUserError `invalid-argument` for other accounts than the plan's; `failed-precondition` for a changed basis,
 *   with every sub-user that was added, removed or changed in `detail.fields`
 */
export function checkBasis(plan: Plan, source: Inventory, target: Inventory, touched: ReadonlySet<SubUserId>): void {
  const detail = { operation: 'checkBasis' };
  const faults = [...accountFaults('source', plan.source, source), ...accountFaults('target', plan.target, target)];
  if (faults.length > 0) throw SubUserError.refusal(faults, { ...detail, document: 'plan' });
  const changes = [
    ...changesOf('source', plan.source, source, new Set()),
    ...changesOf('target', plan.target, target, touched),
  ];
  if (changes.length === 0) return;
  const list = changes.slice(0, shown).map(({ field, rule }) => `${field}: ${rule}`);
  if (changes.length > shown) list.push(`and ${changes.length - shown} more`);
  const what = `the accounts have changed since the plan was made, and nothing new was started; make the plan again: ${list.join('; ')}`;
  throw new SubUserError('failed-precondition', what, { ...detail, fields: changes });
}
