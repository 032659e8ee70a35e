import { SubUserError } from '@subuser/core';

/** The error that a call rejects with; fails where it resolves or rejects with another. */
export async function rejection(call: Promise<unknown>): Promise<SubUserError> {
  try {
    await call;
  } catch (error) {
    if (SubUserError.is(error)) return error;
    throw error;
  }
  throw new Error('It resolved');
}
