import assert from 'node:assert/strict';
import type { Context } from '../context.ts';

/** What `act` resolves to, having sent nothing; where the harness cannot count, that is not judged. */
export async function sendingNothing<T>({ requests }: Context, what: string, act: () => Promise<T>): Promise<T> {
  const before = requests();
  const result = await act();
  assert.equal(requests(), before, `${what} sent a request, which it must not`);
  return result;
}
