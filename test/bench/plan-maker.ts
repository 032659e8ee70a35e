// Makes plans of one size in a process of its own, started by `plan.ts`: one for each message, answered with its cost.
import { makePlan, parseMapping, type Plan, takeInventory } from '@subuser/migrate';
import { issuingCarrier } from './bench-carrier.ts';
import { accounts, mappingTo } from './plan-accounts.ts';

export interface PlanCost {
  cpuMs: number;
  /** Of reading every row once, as JSON, and nothing else. */
  readingCpuMs: number;
  elapsedMs: number;
  /** Of the whole process so far, both inventories included, in bytes. */
  peakMemory: number;
  /** In the heap when all garbage is collected: the inventories and the first plan, in bytes. */
  held: number;
}

const { traits } = (await issuingCarrier()).open('http://127.0.0.1');
const { source, target } = accounts(Number(process.argv[2]), { source: traits, target: traits });
const inventories = {
  source: await takeInventory(source, { profile: 'old' }),
  target: await takeInventory(target, { profile: 'new' }),
};
const mapping = parseMapping(mappingTo(traits));

const kept: Plan[] = [];
let held = 0;

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function readAll(): void {
  for (const { subUsers } of Object.values(inventories)) for (const subUser of subUsers) JSON.stringify(subUser);
}

process.on('message', () => {
  // What the plan before left behind is not for this one to collect: nobody makes two of a million in one process.
  if (kept.pop()) globalThis.gc?.();
  const start = performance.now();
  const cpuMs = cpuOf(() => kept.push(makePlan({ ...inventories, mapping })));
  const elapsedMs = performance.now() - start;
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  if (held === 0) {
    globalThis.gc?.();
    held = process.memoryUsage().heapUsed;
  }
  process.send?.({ cpuMs, readingCpuMs: cpuOf(readAll), elapsedMs, peakMemory, held } satisfies PlanCost);
});
process.send?.('ready');
