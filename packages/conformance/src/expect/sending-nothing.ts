import assert from 'node:assert/strict';
import type { Context } from '../context.ts';

/** The result of `act`, which must send nothing; not judged if the harness cannot count. */
export async function sendingNothing<T>({ requests }: Context, what: string, act: () => Promise<T>): Promise<T> {
  const before = requests();
  const result = await act();
  assert.equal(requests(), before, `${what} sent a request, which it must not`);
  return result;
}
