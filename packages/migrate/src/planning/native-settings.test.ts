import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../test-support/failure.ts';
import { mappingOf, type Row, sourceOf, targetOf } from '../../test-support/inventories.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { checkBasis } from '../plan/check-basis.ts';
import { parsePlan, serialisePlan } from '../plan/plan-file.ts';
import { verifyPlan } from '../verify/verify-plan.ts';
import { makePlan } from './make-plan.ts';

const row = (values: Record<string, unknown>, rest: Partial<Row> = {}): Row => ({
  id: '1',
  name: 'Desk',
  settings: { values, broken: [] },
  ...rest,
});
const here = (...subUsers: Row[]): Inventory => sourceOf({ subUsers });
/** Another account of the same carrier, or an account of another one. */
const there = (carrier: string, ...subUsers: Row[]): Inventory => targetOf({ carrier, subUsers });
const ours: Partial<Row> = { id: 't1', reference: 'here:1' };

function planned(source: Inventory, target: Inventory, mapping: Record<string, unknown> = {}) {
  const plan = makePlan({ source, target, mapping: mappingOf(mapping) });
  const [step] = plan.steps;
  if (step === undefined) throw new Error('there is no step');
  return { plan, step, verification: verifyPlan({ plan, source, target }) };
}

describe('the settings of a carrier, to another account of it', () => {
  test('move with the create, and the plan says which do', () => {
    const { plan, step } = planned(here(row({ limit: 50, mode: 'strict' })), there('here'));
    expect(step).toMatchObject({
      action: 'create',
      input: { carrierOptions: { limit: 50, mode: 'strict' } },
      losses: [],
    });
    expect(plan.notes).toContainEqual({
      field: 'native',
      why: 'of the settings that only here has, these move: limit, mode; any others are not read and do not move',
    });
    expect(parsePlan(serialisePlan(plan))).toEqual(plan);
  });

  test('yield to the carrier options of the mapping, which is a loss', () => {
    const defaults = { carrierOptions: { limit: 1000, label: 'x' } };
    const { step } = planned(here(row({ limit: 50, mode: 'strict' })), there('here'), { defaults });
    expect(step.input?.carrierOptions).toEqual({ limit: 1000, mode: 'strict', label: 'x' });
    expect(step.losses).toEqual([{ field: 'carrierOptions.limit', why: '50 becomes 1000, as the mapping says' }]);
  });

  test('are compared and corrected', () => {
    const { step, verification } = planned(
      here(row({ limit: 50, mode: 'strict', kind: 'a' })),
      there('here', row({ limit: 1000, mode: 'lax', kind: 'a' }, ours)),
    );
    expect(step).toMatchObject({ action: 'update', change: { carrierOptions: { limit: 50, mode: 'strict' } } });
    expect(verification.lines[0]).toMatchObject({
      sigil: '*',
      fields: ['carrierOptions.limit', 'carrierOptions.mode'],
    });
    const equal = planned(here(row({ limit: 50 })), there('here', row({ limit: 50 }, ours)));
    expect([equal.step.action, equal.verification.isClean]).toEqual(['none', true]);
  });

  test('differ where only the target has one', () => {
    const { step } = planned(here(row({ limit: 5 })), there('here', row({ limit: 5, mode: 'lax' }, ours)));
    const why = 'the source has no such setting, and the target keeps its own';
    expect(step).toMatchObject({ action: 'none', losses: [{ field: 'carrierOptions.mode', why }] });
  });

  test('that no create can set block, until the mapping decides', () => {
    const settings = { values: { limit: 5 }, broken: [{ field: 'mode', rule: 'must be strict or lax' }] };
    const odd = here({ id: '1', name: 'Desk', settings });
    const why =
      'its value cannot be set on the target (must be strict or lax); set mode in defaults.carrierOptions in the mapping';
    expect(planned(odd, there('here')).step).toMatchObject({
      action: 'blocked',
      blocks: [{ field: 'carrierOptions.mode', why }],
    });
    const defaults = { carrierOptions: { mode: 'lax' } };
    expect(planned(odd, there('here'), { defaults }).step).toMatchObject({
      action: 'create',
      input: { carrierOptions: { limit: 5, mode: 'lax' } },
    });
  });

  test('are part of what a plan depends on', () => {
    const [source, target] = [here(row({ limit: 50 })), there('here')];
    const { plan } = planned(source, target);
    expect(checkBasis(plan, source, target, new Set())).toBeUndefined();
    expect(faultsOf(() => checkBasis(plan, here(row({ limit: 51 })), target, new Set()))).toEqual([
      'source.1: was changed: carrierOptions',
    ]);
  });
});

test('to another carrier they do not move, and are not part of the plan', () => {
  const [source, target] = [here(row({ limit: 50 })), there('there')];
  const { plan, step } = planned(source, target);
  expect(step.input).not.toHaveProperty('carrierOptions');
  expect(plan.notes.find(({ field }) => field === 'native')?.why).toBe(
    'settings that only here has are not read and do not move',
  );
  expect(checkBasis(plan, here(row({ limit: 51 })), target, new Set())).toBeUndefined();
});

describe('a sub-user whose calls the target blocks', () => {
  const blocked: Row = { id: 't1', name: 'Desk', reference: 'here:1', status: 'blocked' };

  test('is not as it was, and the plan and verify say so', () => {
    const { step, verification } = planned(here({ id: '1', name: 'Desk' }), there('there', blocked));
    const why = 'the target blocks its calls until it is verified';
    expect(step).toMatchObject({ action: 'none', losses: [{ field: 'status', why }] });
    expect(verification.lines[0]).toMatchObject({ sigil: '*', fields: ['status'], why: [`status: ${why}`] });
    expect(verification.isClean).toBe(false);
  });

  test('is as it was if the source blocks them, too', () => {
    const { verification } = planned(here({ id: '1', name: 'Desk', status: 'blocked' }), there('there', blocked));
    expect(verification.isClean).toBe(true);
  });
});
