import { SubUserError } from '../model/sub-user-error.ts';
import { safeCause } from '../provider/safe-cause.ts';

/** The error as a `SubUserError`; any other that an adapter throws is its bug. */
export function classified(error: unknown, carrier: string, operation: string): SubUserError {
  if (SubUserError.is(error)) return error;
  const what = 'the adapter failed with something other than a SubUserError; please report this';
  return new SubUserError('internal', what, { carrier, operation }, safeCause(error));
}

/** Calls `act`. Rejects with `SubUserError` only. */
export async function guarded<T>(carrier: string, operation: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw classified(error, carrier, operation);
  }
}
