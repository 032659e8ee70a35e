import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { journalOf } from '../../test-support/journal-of.ts';
import { createStep, planOf } from '../../test-support/sample-plan.ts';
import type { CredentialSink } from '../credentials/credential-sink.ts';
import type { SealedLine } from '../credentials/sealed-line.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { readProgress } from './plan-progress.ts';
import { StepHistories } from '../journal/step-history.ts';

const adopted = { ...createStep(4), action: 'adopt' as const, target: { id: 't4', name: 'desk-4' } };
const plan = planOf([createStep(3), createStep(1), createStep(2), adopted]);
const begin: JournalEntry = { type: 'begin', plan: plan.digest, at: 0 };
const steps = ['s1', 's2', 's3', 's4', 'of another plan'];

/** Counts how many of its lines were asked for. */
function sinkOf(all: readonly SealedLine[], atOnce = 1): Pick<CredentialSink, 'lines'> & { given: number } {
  return {
    given: 0,
    async *lines() {
      for (let start = 0; start < all.length; start += atOnce) {
        this.given += atOnce;
        yield all.slice(start, start + atOnce);
      }
    },
  };
}

const sealed = (step: string, target: string): SealedLine => ({ step, nonce: `n-${target}`, target });
const done = (step: string, target: string): JournalEntry => ({ type: 'done', step, target, at: 1 });
const placeOf = (id: string): number => plan.steps.findIndex((step) => step.id === id);

const entry: fc.Arbitrary<JournalEntry> = fc
  .record({ step: fc.constantFrom(...steps), number: fc.nat(3), kind: fc.nat(4), at: fc.nat(9) })
  .map(({ step, number, kind, at }): JournalEntry => {
    const [nonce, target] = [`n${number}`, `t${number}`];
    if (kind === 0) return { type: 'failed', step, code: 'not-found', message: 'gone', openAttempts: [nonce], at };
    if (kind === 1) return { type: 'sealed', step, nonce, target, at };
    if (kind === 2) return { type: 'done', step, target, at };
    if (kind === 3) return { type: 'waited', durationMs: 1, at };
    return { type: 'intent', step, nonce, at };
  });

test('is the same as all entries together give, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 40 }), async (some) => {
      const entries = [begin, ...some];
      const progress = await readProgress(plan, journalOf(entries), sinkOf([]));
      const all = new StepHistories(plan.digest);
      for (const each of entries) all.see(each);
      for (const [place, step] of plan.steps.entries()) {
        const history = all.end().get(step.id);
        expect(progress.doneAt(place) !== undefined).toBe(history?.state === 'done');
        if (history === undefined || history.state === 'done') continue;
        const { state, failure, openAttempts } = history;
        const shown = progress.historyOf(step.id);
        expect(shown).toMatchObject({ state, openAttempts });
        expect(shown?.failure).toEqual(failure);
      }
    }),
    { numRuns: 500, seed: 1 },
  );
});

describe('credentials', () => {
  test('are found in almost any order, and missing ones are reported', async () => {
    const sink = sinkOf([sealed('s2', 'b'), sealed('s9', 'x'), sealed('s1', 'old'), sealed('s1', 'a')]);
    const entries = [begin, done('s1', 'a'), done('s2', 'b'), done('s3', 'c'), done('s4', 't4')];
    const { doneAt } = await readProgress(plan, journalOf(entries), sink);
    expect(['s1', 's2', 's3', 's4'].map((id) => doneAt(placeOf(id)))).toEqual(['done', 'done', 'unsealed', 'done']);
  });

  test('of another target of the same step do not count', async () => {
    const { doneAt } = await readProgress(plan, journalOf([begin, done('s1', 'a')]), sinkOf([sealed('s1', 'b')]));
    expect(doneAt(placeOf('s1'))).toBe('unsealed');
  });

  test('of a step that was done twice are found for both', async () => {
    const sink = sinkOf([sealed('s1', 'a'), sealed('s1', 'b')], 2);
    const { doneAt } = await readProgress(plan, journalOf([begin, done('s1', 'a'), done('s1', 'b')]), sink);
    expect(doneAt(placeOf('s1'))).toBe('done');
  });

  test('are read to the end, and kept where the step is not done', async () => {
    const lines = [sealed('s1', 'a'), sealed('s2', 'b'), sealed('s3', 'c'), sealed('s2', 'd')];
    const sink = sinkOf(lines);
    const entries: JournalEntry[] = [begin, { type: 'intent', step: 's2', nonce: 'n-b', at: 1 }, done('s1', 'a')];
    const { linesOf } = await readProgress(plan, journalOf(entries), sink);
    expect([linesOf('s1'), linesOf('s2'), linesOf('s3')]).toEqual([[], [lines[1], lines[3]], []]);
    expect(sink.given).toBe(4);
  });
});

test('a journal with an undo is refused, however far the undo got', async () => {
  const entries: JournalEntry[] = [begin, done('s1', 'a'), { type: 'undone', step: 's1', target: 'b', at: 2 }];
  const refused = readProgress(plan, journalOf(entries), sinkOf([]));
  await expect(refused).rejects.toMatchObject({ code: 'undone' });
});
