// Makes plans of one size in a process of its own, started by `plan.ts`: one for each message, answered with its cost.
import { makePlan, parseMapping, takeInventory } from '@subuser/migrate';
import { vobizTraits } from '@subuser/vobiz';
import { accounts, mappingTo } from './plan-accounts.ts';

export interface PlanCost {
  cpuMs: number;
  elapsedMs: number;
  /** Of the whole process so far, both inventories included, in bytes. */
  peakMemory: number;
}

const { source, target } = accounts(Number(process.argv[2]), { source: vobizTraits, target: vobizTraits });
const inventories = {
  source: await takeInventory(source, { profile: 'old' }),
  target: await takeInventory(target, { profile: 'new' }),
};
const mapping = parseMapping(mappingTo(vobizTraits));

process.on('message', () => {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  makePlan({ ...inventories, mapping });
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  process.send?.({ cpuMs: (user + system) / 1000, elapsedMs, peakMemory } satisfies PlanCost);
});
process.send?.('ready');
