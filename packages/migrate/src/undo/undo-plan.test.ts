import type { ErrorCode } from '@subuser/core';
import { describe, expect, test } from 'vitest';
import { journalOf } from '../../test-support/journal-of.ts';
import { Mortal } from '../../test-support/mortal.ts';
import { createStep, planOf, prepare } from '../../test-support/sample-plan.ts';
import { carrierError, kinds, Stage } from '../../test-support/stage.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { generateSealKeys } from '../credentials/open-sealed.ts';
import type { Plan } from '../plan/plan.ts';
import { type UndoProgress, undoTargets } from './undo-plan.ts';

const keys = await generateSealKeys();
const result = { undone: 0, kept: [], failed: [], left: 0, stopped: false };

async function applied(): Promise<{ stage: Stage; plan: Plan }> {
  const stage = new Stage(kinds.issued, keys.publicJwk);
  const plan = await prepare(stage);
  await stage.apply(plan);
  return { stage, plan };
}

const entriesOf = ({ journal }: Stage): JournalEntry[] =>
  journal
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const referencesOf = async (stage: Stage): Promise<unknown[]> =>
  (await stage.all()).map(({ reference }) => reference).toReversed();

test('deletes what the plan created, and nothing that it adopted, updated or left unchanged', async () => {
  const { stage, plan } = await applied();
  const states: string[] = [];
  const onProgress = ({ step, state }: UndoProgress): void => void states.push(`${step.id} ${state}`);
  expect(await stage.undo(plan, { onProgress })).toEqual({ ...result, undone: 6 });
  expect(await referencesOf(stage)).toEqual(['src:s7', 'src:s8', 'src:s9', 'src:s10', 'src:s11']);
  expect(states.toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `s${number} undone`));
  const written = entriesOf(stage).filter(({ type }) => type.startsWith('undo'));
  const at = stage.clock.now();
  const of = (step: string): unknown[] => written.filter((entry) => 'step' in entry && entry.step === step);
  const [{ target } = { target: '' }] = of('s1') as { target: string }[];
  expect(of('s1')).toEqual([
    { type: 'undo-intent', step: 's1', target, at },
    { type: 'undone', step: 's1', target, at },
  ]);
  expect(written).toHaveLength(12);
  const before = [stage.journal, stage.provider.operations.length];
  expect(await stage.undo(plan)).toEqual(result);
  expect([stage.journal, stage.provider.operations.length]).toEqual(before);
});

test('says in advance what it would delete, and what it would look for', async () => {
  const { stage, plan } = await applied();
  const doomed = await undoTargets(plan, journalOf(entriesOf(stage)));
  expect(doomed.map(({ step }) => step.id).toSorted()).toEqual(['s1', 's2', 's3', 's4', 's5', 's6']);
  const ids = new Map((await stage.all()).map(({ id, reference }) => [reference, id]));
  for (const { step, targets, attempts } of doomed) {
    expect(targets).toEqual([ids.get(`src:${step.id}`)]);
    expect(attempts).toHaveLength(1);
  }
  expect(await undoTargets(plan, journalOf([]))).toEqual([]);
  await stage.undo(plan);
  expect(await undoTargets(plan, journalOf(entriesOf(stage)))).toEqual([]);
  const another = undoTargets({ ...plan, digest: 'e'.repeat(64) }, journalOf(entriesOf(stage)));
  await expect(another).rejects.toThrow('belongs to another plan');
});

test('a step that created two targets and was half undone has one left', async () => {
  const { stage, plan } = await applied();
  const entry = entriesOf(stage).find((each) => each.type === 'done' && each.step === 's1');
  const first = entry?.type === 'done' ? entry.target : '';
  const entries: JournalEntry[] = [
    ...entriesOf(stage),
    { type: 'undo-intent', step: 's1', target: 'another', at: 0 },
    { type: 'undone', step: 's1', target: first, at: 0 },
  ];
  const doomed = (await undoTargets(plan, journalOf(entries))).filter(({ step }) => step.id === 's1');
  expect(doomed.map(({ targets }) => targets)).toEqual([['another']]);
});

test('a target that now belongs to somebody else is kept, one that is gone counts as undone', async () => {
  const { stage, plan } = await applied();
  const ids = new Map((await stage.all()).map(({ id, reference }) => [reference, id]));
  const [renamed = '', gone = '', late = ''] = ['src:s1', 'src:s2', 'src:s3'].map((reference) => ids.get(reference));
  await stage.open().update(renamed, { reference: 'other:1' });
  await stage.open().delete(gone);
  // Gone only between looking and deleting.
  stage.interrupt = async (operation, moment) => {
    if (operation !== 'delete' || moment !== 'before') return;
    stage.interrupt = () => {};
    await stage.provider.delete(late);
  };
  const kept = [{ id: 's1', name: 'desk-1', target: renamed }];
  expect(await stage.undo(plan, { concurrency: 1 })).toEqual({ ...result, undone: 5, kept });
  expect(await referencesOf(stage)).toContain('other:1');
  expect(await stage.undo(plan)).toEqual({ ...result, kept });
});

describe('intents without an end', () => {
  /** Killed when the first create was applied and before anybody heard of it. */
  async function killed(): Promise<{ stage: Stage; plan: Plan }> {
    const stage = new Stage(kinds.issued, keys.publicJwk);
    const plan = planOf([createStep(1), createStep(2)]);
    const mortal = new Mortal();
    stage.interrupt = (operation, moment) => {
      if (operation === 'create' && moment === 'after') mortal.die();
    };
    await stage.apply(plan, { mortal, concurrency: 1 }).catch(() => undefined);
    stage.interrupt = () => {};
    return { stage, plan };
  }

  test('what they created is found by its nonce and deleted', async () => {
    const { stage, plan } = await killed();
    expect(await referencesOf(stage)).toEqual(['src:s1']);
    expect(await undoTargets(plan, journalOf(entriesOf(stage)))).toMatchObject([{ step: { id: 's1' }, targets: [] }]);
    expect(await stage.undo(plan)).toEqual({ ...result, undone: 1 });
    expect(await referencesOf(stage)).toEqual([]);
  });

  test('one that is applied 3 s after its process died is found, too', async () => {
    const stage = new Stage(kinds.issued, keys.publicJwk);
    const plan = planOf([createStep(1)]);
    stage.lateCreate = 1;
    const mortal = new Mortal();
    await stage.apply(plan, { mortal }).catch(() => undefined);
    expect(await stage.undo(plan)).toEqual({ ...result, undone: 1 });
    await stage.clock.sleep(60_000);
    expect(await referencesOf(stage)).toEqual([]);
  });

  test('a sub-user with the same reference and another nonce is not touched', async () => {
    const { stage, plan } = await killed();
    await stage.open().delete('m1');
    await stage.open().create({ name: 'by another plan', reference: 'src:s1' });
    expect(await stage.undo(plan)).toEqual(result);
    expect(await referencesOf(stage)).toEqual(['src:s1']);
  });

  test('cannot be undone while the carrier is unreachable', async () => {
    const { stage, plan } = await killed();
    stage.interrupt = (operation) => {
      if (operation === 'listPage') throw carrierError('unavailable', 'list');
    };
    const before = stage.journal;
    await expect(stage.undo(plan)).rejects.toMatchObject({ code: 'unavailable' });
    expect(stage.journal).toBe(before);
  });
});

describe('what fails', () => {
  /** Lets the n-th delete fail as planted. */
  function plant(stage: Stage, codes: readonly (ErrorCode | undefined)[], moment: 'before' | 'after'): void {
    const rest = codes.values();
    stage.interrupt = (operation, when) => {
      if (operation !== 'delete' || when !== moment) return;
      const { value } = rest.next();
      if (value !== undefined) throw carrierError(value, 'delete');
    };
  }

  test('is reported and can be tried again; a request whose answer is lost is sent again', async () => {
    const { stage, plan } = await applied();
    plant(stage, ['outcome-unknown', 'quota-exceeded'], 'after');
    // The lost one was deleted, so the second delete does not find it; the next step's is the second answer.
    const progress: UndoProgress[] = [];
    const { undone, failed } = await stage.undo(plan, { concurrency: 1, onProgress: (each) => progress.push(each) });
    expect([undone, failed.map(({ code }) => code)]).toEqual([5, ['quota-exceeded']]);
    expect(progress.filter(({ state }) => state === 'failed')).toMatchObject([{ failure: failed[0] }]);
    expect(await stage.undo(plan)).toEqual({ ...result, undone: 1 });
    expect(await referencesOf(stage)).toHaveLength(5);
  });

  test.each(['unauthenticated', 'permission-denied'] as const)('as %s ends the run', async (code) => {
    const { stage, plan } = await applied();
    plant(stage, [undefined, code], 'before');
    const stopped = await stage.undo(plan, { concurrency: 1 });
    const failures = code === 'unauthenticated' ? 0 : 1;
    expect(stopped).toMatchObject({ undone: 1, left: 5 - failures, stopped: true, refusal: { code } });
    expect(stopped.failed).toHaveLength(failures);
    expect(await stage.undo(plan)).toEqual({ ...result, undone: 5 });
  });

  test('while a target is read does not delete it', async () => {
    const { stage, plan } = await applied();
    stage.interrupt = (operation) => {
      if (operation === 'get') throw carrierError('unavailable', 'get');
    };
    const { undone, failed } = await stage.undo(plan);
    expect([undone, failed.length]).toEqual([0, 6]);
    expect(stage.provider.operations).not.toContain('delete');
  });

  test('a full disk stops it: nothing is deleted that was not recorded', async () => {
    const { stage, plan } = await applied();
    stage.disk.capacity = 0;
    await expect(stage.undo(plan)).rejects.toMatchObject({ code: 'not-durable' });
    expect(stage.provider.operations).not.toContain('delete');
  });
});

test('signals: the first finishes what is in flight, the second cancels it, and both runs can be resumed', async () => {
  const { stage, plan } = await applied();
  const stop = new AbortController();
  let deletes = 0;
  stage.interrupt = (operation, moment) => {
    if (operation !== 'delete' || moment !== 'before') return;
    deletes += 1;
    if (deletes === 2) stop.abort();
  };
  const first = await stage.undo(plan, { concurrency: 1, signal: stop.signal });
  expect(first).toEqual({ ...result, undone: 2, left: 4, stopped: true });

  const cancel = new AbortController();
  stage.interrupt = (operation, moment) => {
    if (operation !== 'delete' || moment !== 'after') return;
    cancel.abort();
    throw carrierError('cancelled', 'delete');
  };
  const second = await stage.undo(plan, { concurrency: 1, hardSignal: cancel.signal });
  expect(second).toEqual({ ...result, left: 4, stopped: true });
  stage.interrupt = () => {};
  expect(await stage.undo(plan)).toEqual({ ...result, undone: 4 });
  expect(await referencesOf(stage)).toHaveLength(5);
});
