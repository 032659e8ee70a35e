import type { ApplyResult, StepFailure, UndoResult } from '@subuser/migrate';
import { shortList } from './short-list.ts';
import type { View } from './view.ts';

export function failureLines(failed: readonly StepFailure[]): string[] {
  return failed.map(({ id, name, code, message }) => `! ${id} (${name}) failed (${code}): ${message}`);
}

export function applySummary({ done, skipped, failed, left, blocked }: ApplyResult): string {
  return `${done} done, ${skipped} already done, ${failed.length} failed, ${left} left, ${blocked} blocked.`;
}

/** What an apply did, beside its summary. */
export function applyView(result: ApplyResult, sealedFile: string): View {
  const { done, skipped, failed, left, blocked, stopped, unsealed = [], callsBlocked = [] } = result;
  const lacking =
    `! ${sealedFile} lacks the credentials of ${unsealed.length} finished steps (${shortList(unsealed)}). ` +
    'They are in another file, or lost; if lost, delete those targets and make a new plan.';
  const waiting = `! ${callsBlocked.length} cannot call yet: the target blocks their calls until they are verified (${shortList(callsBlocked)})`;
  return {
    objects: [{ done, skipped, failed, left, blocked, stopped }],
    notes: [
      ...failureLines(failed),
      ...(callsBlocked.length > 0 ? [waiting] : []),
      ...(unsealed.length > 0 ? [lacking] : []),
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
