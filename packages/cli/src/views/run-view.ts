import type { ApplyResult, DoubledReference, StepFailure, UndoResult } from '@subuser/migrate';
import { shortList } from './short-list.ts';
import type { View } from './view.ts';

export function failureLines(failed: readonly StepFailure[]): string[] {
  return failed.map(({ id, name, code, message }) => `! ${id} (${name}) failed (${code}): ${message}`);
}

export function applySummary({ done, skipped, failed, left, blocked }: ApplyResult): string {
  return `${done} done, ${skipped} already done, ${failed.length} failed, ${left} left, ${blocked} blocked.`;
}

function doubledLine({ reference, targets }: DoubledReference): string {
  return (
    `! ${reference} is on the target ${targets.length} times (${targets.join(', ')}): something else has created it, too, ` +
    'perhaps this plan on another machine. Find out whose credentials are in use, and delete the others.'
  );
}

function uncountedLine(error: unknown): string {
  const reason = error instanceof Error ? error.message : 'unknown';
  return `! The target could not be read at the end, so that a sub-user that is there twice would not be seen (${reason}). Run the same command again.`;
}

/** What an apply did, beside its summary. */
export function applyView(result: ApplyResult, sealedFile: string): View {
  const { done, skipped, failed, left, blocked, stopped, unsealed = [], callsBlocked = [] } = result;
  const { doubled = [], uncounted } = result;
  const lacking =
    `! ${sealedFile} lacks the credentials of ${unsealed.length} finished steps (${shortList(unsealed)}). ` +
    'They are in another file, or lost; if lost, delete those targets and make a new plan.';
  const waiting = `! ${callsBlocked.length} cannot call yet: the target blocks their calls until they are verified (${shortList(callsBlocked)})`;
  return {
    objects: [{ done, skipped, failed, left, blocked, stopped, ...(doubled.length > 0 && { doubled }) }],
    notes: [
      ...failureLines(failed),
      ...(callsBlocked.length > 0 ? [waiting] : []),
      ...(unsealed.length > 0 ? [lacking] : []),
      ...doubled.map(doubledLine),
      ...(uncounted ? [uncountedLine(uncounted)] : []),
    ],
  };
}

export function undoSummary({ undone, kept, failed, left }: UndoResult): string {
  return `${undone} deleted, ${kept.length} kept, ${failed.length} failed, ${left} left.`;
}

/** What an undo did, beside its summary. */
export function undoView({ undone, kept, failed, left, stopped }: UndoResult): View {
  const keptLines = kept.map(({ name, target }) => `kept ${target} (${name}): its reference has changed`);
  return { objects: [{ undone, kept, failed, left, stopped }], notes: [...keptLines, ...failureLines(failed)] };
}
