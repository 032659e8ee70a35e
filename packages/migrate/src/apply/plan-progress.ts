import type { SubUserId } from '@subuser/core';
import type { CredentialSink } from '../credentials/credential-sink.ts';
import type { SealedLine } from '../credentials/sealed-line.ts';
import type { Journal } from '../journal/journal.ts';
import { MigrationError } from '../migration-error.ts';
import type { Plan } from '../plan/plan.ts';
import { SealedLinesByStep } from '../credentials/sealed-lines-by-step.ts';
import { StepIndex } from '../plan/step-index.ts';
import { isOfStep, PlanCheck, historyOf, type StepEntry, type StepHistory } from '../journal/step-history.ts';

/** All that is kept of a finished step: whether its credentials are in the sink. */
export type DoneStep = 'done' | 'unsealed';

export interface PlanProgress {
  /** The journal names this plan. */
  isBegun: boolean;
  /** By the step's place in the plan; `undefined` if it is not done. */
  doneAt: (place: number) => DoneStep | undefined;
  /** The history of a step that was started and is not done. */
  historyOf: (step: SubUserId) => StepHistory | undefined;
  /** The sink's lines of a step that is not done, in order. */
  linesOf: (step: SubUserId) => readonly SealedLine[];
}

interface UnfinishedStep {
  place: number;
  entries: [StepEntry, ...StepEntry[]];
}

const marks = ['', 'done', 'unsealed'] as const;

/**
 * Progress of a plan, from one parallel pass over journal and sink. Memory grows with unfinished steps; a finished step
 * costs one byte. Rejects with `other-plan` for the journal of another plan, and with `undone` if an undo has begun or ended.
 */
export async function readProgress(
  plan: Plan,
  journal: Pick<Journal, 'entries'>,
  sink: Pick<CredentialSink, 'lines'>,
): Promise<PlanProgress> {
  const check = new PlanCheck(plan.digest);
  const index = new StepIndex(plan.steps);
  const sealed = new SealedLinesByStep(sink, plan.digest);
  const done = new Uint8Array(plan.steps.length);
  const begun = new Map<SubUserId, UnfinishedStep>();
  let undo: 'begun' | 'finished' | undefined;

  for await (const entries of journal.entries())
    for (const entry of entries) {
      check.see(entry);
      if (entry.type === 'closed') undo = 'finished';
      if (!isOfStep(entry)) continue;
      if (entry.type === 'undo-intent' || entry.type === 'undone') undo ??= 'begun';
      const known = begun.get(entry.step);
      const place = known?.place ?? index.of(entry.step);
      if (place === undefined) continue;
      if (entry.type === 'done') {
        begun.delete(entry.step);
        let isSealed = plan.steps[place]?.action !== 'create' || sealed.take(entry.step, entry.target);
        while (!isSealed && (await sealed.readOn())) isSealed = sealed.take(entry.step, entry.target);
        done[place] = marks.indexOf(isSealed ? 'done' : 'unsealed');
      } else if (known) known.entries.push(entry);
      else if (entry.type !== 'sealed' || done[place] === 0) {
        done[place] = 0;
        begun.set(entry.step, { place, entries: [entry] });
      }
    }
  const isBegun = check.isBegun();
  if (undo !== undefined) {
    const message = {
      begun: 'an undo of this plan has begun; finish it first (the same undo again)',
      finished: 'this plan was undone, and its journal is closed',
    }[undo];
    throw new MigrationError('undone', `${message}; to move again, make a new plan under another name`);
  }
  while (await sealed.readOn((step) => begun.has(step)));
  return {
    isBegun,
    doneAt: (place) => marks[done[place] ?? 0] || undefined,
    historyOf: (step) => {
      const known = begun.get(step);
      return known && historyOf(known.entries);
    },
    linesOf: (step) => sealed.of(step),
  };
}
