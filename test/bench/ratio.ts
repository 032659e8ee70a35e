// Speeds are compared, never timed alone: a ratio means the same on every machine.

/** Runs `work` and tells how many things it did in a second. */
export async function perSecond(work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const things = await work();
  return (things * 1000) / (performance.now() - start);
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Prints the median of seven ratios of `ours` to `other`; below `target` the process ends with 1. */
export async function compare(
  what: string,
  target: number,
  ours: () => Promise<number>,
  other: () => Promise<number>,
): Promise<void> {
  const ratios: number[] = [];
  // Turn about, so that a busy moment hits both.
  for (let round = 0; round < 7; round += 1) {
    const base = await perSecond(other);
    ratios.push((await perSecond(ours)) / base);
  }
  const ratio = median(ratios);
  process.stdout.write(`${what}: ${ratio.toFixed(2)} (target ${target})\n`);
  if (!(ratio >= target)) process.exitCode = 1;
}
