import type { SubUserError } from '@subuser/core';
import { SubUserError as Failure } from '@subuser/core';

/** Returns the `SubUserError` that the call throws. */
export function failure(act: () => unknown): SubUserError {
  try {
    act();
  } catch (error) {
    if (Failure.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The broken rules of that error, one text each. */
export const faultsOf = (act: () => unknown): string[] =>
  (failure(act).detail.fields ?? []).map(({ field, rule }) => `${field}: ${rule}`);
