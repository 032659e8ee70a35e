/**
 * Acts on each item, so many at a time, in order of start. After a rejection or while it is stopping nothing new starts;
 * it settles when everything that was started has ended, with the first rejection if there was one.
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
