// How a plan grows with its accounts: of ten times as many sub-users, and what memory it takes. Each size has a process
// of its own, with Node's own heap limit; they take turns.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';
import type { PlanCost } from './plan-maker.ts';
import type { Row } from './row.ts';

const [few, many] = [100_000, 1_000_000];
// A plan of a million takes a minute or more, so seven rounds would take ten.
const rounds = 3;

// By itself Node lets garbage stand while the machine has memory to spare; the limit is for what has to be there. In MB.
const heapLimit = 1_200;

async function startMaker(count: number, ...execArgv: string[]): Promise<ChildProcess> {
  const maker = fork(fileURLToPath(new URL('plan-maker.ts', import.meta.url)), [String(count)], { execArgv });
  await once(maker, 'message');
  return maker;
}

async function planWith(maker: ChildProcess): Promise<PlanCost> {
  maker.send('plan');
  const [cost] = (await once(maker, 'message')) as [PlanCost];
  return cost;
}

export async function bench(): Promise<Row[]> {
  const small = await startMaker(few);
  const large = await startMaker(many);
  const costs: { small: PlanCost; large: PlanCost }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = await planWith(round % 2 === 0 ? small : large);
    const second = await planWith(round % 2 === 0 ? large : small);
    costs.push(round % 2 === 0 ? { small: first, large: second } : { small: second, large: first });
  }
  small.disconnect();
  large.disconnect();
  const limited = await startMaker(many, `--max-old-space-size=${heapLimit}`);
  const { peakMemory, cpuMs } = await planWith(limited);
  limited.disconnect();

  const growth = (of: 'cpuMs' | 'elapsedMs'): number => median(costs.map((cost) => cost.large[of] / cost.small[of]));
  const seconds = (of: 'small' | 'large'): string => (median(costs.map((cost) => cost[of].cpuMs)) / 1000).toFixed(1);
  // Of the first plan: those after it stand on what it left behind, and nobody makes two of a million in one process.
  const memory = (of: 'small' | 'large'): number => (costs[0]?.[of].peakMemory ?? NaN) / 1e9;
  const what = 'plan of 1,000,000 × 1,000,000';
  return [
    {
      what,
      comparedWith: 'one of 100,000 × 100,000',
      figure: growth('cpuMs'),
      target: { atMost: 11 },
      beside: `CPU ${seconds('large')} s and ${seconds('small')} s, medians of ${rounds}; growth of time ${growth('elapsedMs').toFixed(2)}`,
    },
    {
      what: `${what}: memory in GB, with --max-old-space-size=${heapLimit}`,
      comparedWith: 'its limit',
      figure: peakMemory / 1e9,
      target: { atMost: 1.5 },
      beside:
        `peak of the whole process, inventories included, ${(cpuMs / 1000).toFixed(1)} s of CPU; by Node’s own limit, ` +
        `which lets garbage stand: ${memory('large').toFixed(2)} GB, and ${memory('small').toFixed(2)} for 100,000 × 100,000`,
    },
  ];
}
