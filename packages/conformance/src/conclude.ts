import type { Verdict } from './judge.ts';

/** What a verdict means for a behaviour that may be skipped for a reason. Throws if the behaviour fails. */
export function conclude(verdict: Verdict, skipReason: string | undefined): 'passed' | { skipped: string } {
  if (skipReason === undefined) {
    if (verdict.status === 'failed') throw verdict.error;
    return verdict.status === 'passed' ? 'passed' : { skipped: verdict.reason };
  }
  if (verdict.status === 'failed') return { skipped: skipReason };
  const state = verdict.status === 'passed' ? 'it passes' : `it does not apply (${verdict.reason})`;
  throw new Error(`This skip is stale: ${state}. Remove it; its reason was: ${skipReason}`);
}

/** The same for an ability of the harness. */
export function concludeAbility(isPresent: boolean, skipReason: string | undefined): 'passed' | { skipped: string } {
  if (isPresent && skipReason === undefined) return 'passed';
  if (isPresent) throw new Error(`This skip is stale: the harness has it. Remove it; its reason was: ${skipReason}`);
  if (skipReason !== undefined) return { skipped: skipReason };
  throw new Error('The harness lacks this method: add it, or skip it by this name with the reason why it cannot');
}
