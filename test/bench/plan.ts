// How a plan grows with its accounts: of ten times as many sub-users, and what memory it takes. Each size has a process
// of its own, with Node's own heap limit; they take turns. A plan of a million takes a minute, and all of it some nine.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';
import type { PlanCost } from './plan-maker.ts';
import type { Row } from './row.ts';

const [few, many] = [100_000, 1_000_000];
const rounds = 7;

// By itself Node lets garbage stand while the machine has memory to spare; a limit keeps it to what has to be there. In MB.
const heapLimit = 1_200;

async function startMaker(count: number, ...flags: string[]): Promise<ChildProcess> {
  // That it can be told to collect its garbage changes nothing of what it does by itself.
  const execArgv = ['--expose-gc', ...flags];
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
  const kept = await planWith(limited);
  limited.disconnect();

  const growth = (of: 'cpuMs' | 'readingCpuMs' | 'elapsedMs'): number =>
    median(costs.map((cost) => cost.large[of] / cost.small[of]));
  const seconds = (of: 'small' | 'large'): string => (median(costs.map((cost) => cost[of].cpuMs)) / 1000).toFixed(1);
  // Of the first plan of its process: later ones reuse what it left behind.
  const memory = (of: 'small' | 'large', what: 'peakMemory' | 'held'): number => (costs[0]?.[of][what] ?? NaN) / 1e9;
  const what = 'plan of 1,000,000 × 1,000,000';
  return [
    {
      what,
      comparedWith: 'one of 100,000 × 100,000',
      figure: growth('cpuMs'),
      target: { atMost: 11 },
      beside: `CPU ${seconds('large')} s and ${seconds('small')} s, medians of ${rounds}; growth of time ${growth('elapsedMs').toFixed(2)}; of reading every row once, as JSON, and nothing else: ${growth('readingCpuMs').toFixed(2)}`,
    },
    {
      what: `${what}: memory in GB`,
      comparedWith: 'its limit',
      figure: memory('large', 'peakMemory'),
      target: { atMost: 1.5 },
      beside:
        `peak of the whole process, inventories included, by Node’s own heap limit; of it the inventories and the plan ` +
        `themselves ${memory('large', 'held').toFixed(2)}; for 100,000 × 100,000 ${memory('small', 'peakMemory').toFixed(2)}, ` +
        `of it ${memory('small', 'held').toFixed(2)}`,
    },
    {
      what: `${what}: memory in GB, with \`--max-old-space-size=${heapLimit}\``,
      comparedWith: 'its limit',
      figure: kept.peakMemory / 1e9,
      target: { atMost: 1.5 },
      beside: `${(kept.cpuMs / 1000).toFixed(1)} s of CPU`,
    },
  ];
}
