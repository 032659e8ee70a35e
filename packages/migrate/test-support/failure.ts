import type { SubUserError } from '@subuser/core';
import { SubUserError as Failure } from '@subuser/core';

/** What the call throws, which must be a `SubUserError`. */
export function failure(act: () => unknown): SubUserError {
  try {
    act();
  } catch (error) {
    if (Failure.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Its broken rules, one text each. */
export const faultsOf = (act: () => unknown): string[] =>
  (failure(act).detail.fields ?? []).map(({ field, rule }) => `${field}: ${rule}`);
