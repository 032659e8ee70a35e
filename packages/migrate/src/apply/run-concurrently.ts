/**
 * Calls `act` for each item, started in order, at most `concurrency` at a time. After a rejection, or once `isStopping`
 * returns true, nothing new starts. Settles when everything that was started has ended; rejects with the first rejection.
 */
export async function runConcurrently<T>(
  items: readonly T[],
  concurrency: number,
  isStopping: () => boolean,
  act: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const failures: unknown[] = [];

  async function work(): Promise<void> {
    while (failures.length === 0 && !isStopping()) {
      const next = rest.next();
      if (next.done === true) return;
      try {
        await act(next.value);
      } catch (error) {
        failures.push(error);
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  if (failures.length > 0) throw failures[0];
}
