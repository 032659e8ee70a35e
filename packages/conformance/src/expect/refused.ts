import assert from 'node:assert/strict';
import { type ErrorCode, SubUserError } from '@subuser/core';

/** The error of a call that must fail with one of these codes. */
export async function refused(call: Promise<unknown>, what: string, ...codes: ErrorCode[]): Promise<SubUserError> {
  const due = codes.join(' or ');
  const error: unknown = await call.then(
    () => assert.fail(`${what} resolved; expected: ${due}`),
    (reason: unknown) => reason,
  );
  if (error instanceof assert.AssertionError) throw error;
  if (SubUserError.is(error) && codes.includes(error.code)) return error;
  const got = SubUserError.is(error) ? `${error.code} (${error.message})` : String(error);
  throw new assert.AssertionError({ message: `${what} was rejected with ${got}; expected: ${due}` });
}
