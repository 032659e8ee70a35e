import { SubUserError } from '@subuser/core';
import { carrier } from './carrier.ts';

/** The outcome of a read that others wait for as well, or `cancelled` as soon as this caller's signal aborts. */
export async function untilAborted<T>(
  read: () => Promise<T>,
  signal: AbortSignal | undefined,
  operation: string,
): Promise<T> {
  if (signal === undefined) return read();
  const detail = { carrier, operation };
  const text = `Voximplant ${operation}: cancelled; nothing was changed.`;
  if (signal.aborted) throw new SubUserError('cancelled', text, detail);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new SubUserError('cancelled', text, detail));
    signal.addEventListener('abort', onAbort);
    void read()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });
}
