import { SubUserError } from '@subuser/core';
import { carrier } from '../carrier.ts';

/** The outcome of a shared read, or `cancelled` as soon as this caller's signal aborts. */
export async function untilAborted<T>(
  read: () => Promise<T>,
  signal: AbortSignal | undefined,
  named: { operation: string; carrierOperation: string },
): Promise<T> {
  if (signal === undefined) return read();
  const cancelled = (): SubUserError =>
    new SubUserError('cancelled', 'cancelled; nothing was changed.', { carrier, ...named });
  if (signal.aborted) throw cancelled();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled());
    signal.addEventListener('abort', onAbort);
    void read()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
