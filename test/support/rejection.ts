import { SubUserError } from '@subuser/core';

/** The error that a call rejects with; fails if it resolves or rejects with another one. */
export async function rejection(call: Promise<unknown>): Promise<SubUserError> {
  const outcome: unknown = await call.then(
    (value) => new Error(`It resolved with ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (SubUserError.is(outcome)) return outcome;
  throw outcome;
}
