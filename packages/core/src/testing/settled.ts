/** Resolves once every promise that needs neither input, output nor a timer has settled. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
