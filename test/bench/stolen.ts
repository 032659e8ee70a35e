import { readFile } from 'node:fs/promises';

/** Jiffies of all processors so far: all of them, and those that a virtual machine's host gave to others (proc(5), “steal”). */
async function jiffies(): Promise<{ all: number; stolen: number }> {
  const text = await readFile('/proc/stat', 'utf8').catch(() => 'cpu');
  const counts = (/^cpu +(.*)$/mu.exec(text)?.[1] ?? '').split(' ').map(Number);
  // What guests took is in the first two already.
  return { all: counts.slice(0, 8).reduce((sum, count) => sum + count, 0), stolen: counts[7] ?? 0 };
}

/** Which share of the machine was given to others while `work` ran; NaN where no system tells. Figures suffer from it. */
export async function shareStolen<T>(work: () => Promise<T>): Promise<{ result: T; stolen: number }> {
  const before = await jiffies();
  const result = await work();
  const after = await jiffies();
  return { result, stolen: (after.stolen - before.stolen) / (after.all - before.all) };
}
