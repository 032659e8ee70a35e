import type { Verdict } from './judge.ts';

/** What a verdict means where a behaviour is to be skipped for a reason, or is not. Throws where it fails. */
export function conclude(verdict: Verdict, skipReason: string | undefined): 'passed' | { skipped: string } {
  if (skipReason === undefined) {
    if (verdict.status === 'failed') throw verdict.error;
    return verdict.status === 'passed' ? 'passed' : { skipped: verdict.reason };
  }
  if (verdict.status === 'failed') return { skipped: skipReason };
  const state = verdict.status === 'passed' ? 'it passes' : `it does not apply (${verdict.reason})`;
  throw new Error(`This skip is stale, ${state}. Take it out; its reason was: ${skipReason}`);
}

/** The same for an ability of the harness. */
export function concludeAbility(isPresent: boolean, skipReason: string | undefined): 'passed' | { skipped: string } {
  if (isPresent && skipReason === undefined) return 'passed';
  if (isPresent) throw new Error(`This skip is stale, the harness has it. Take it out; its reason was: ${skipReason}`);
  if (skipReason !== undefined) return { skipped: skipReason };
  throw new Error('The harness has no such method: add it, or say by a skip of this name why it cannot');
}
