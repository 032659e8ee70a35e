import assert from 'node:assert/strict';
import type { Context } from '../context.ts';

/** How many requests it sends; `undefined` if the harness cannot count. */
export async function costOf({ requests }: Context, act: () => Promise<unknown>): Promise<number | undefined> {
  const before = requests();
  await act();
  const after = requests();
  return before === undefined || after === undefined ? undefined : after - before;
}

export function atMostUsual(cost: number | undefined, usual: number | undefined, what: string): void {
  if (cost === undefined || usual === undefined) return;
  assert.ok(cost <= usual, `${what} sent ${cost} requests; one that succeeds sends ${usual}`);
}
