// Costs are compared, never judged alone: a ratio taken in one run means the same on every machine.

/** What one thing done (a call, a row, a step) costs. */
export interface Cost {
  /** Of this process alone, in milliseconds; the server is another one. */
  cpuMs: number;
  perSecond: number;
}

async function costOf(work: () => Promise<number>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const things = await work();
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMs: (user + system) / 1000 / things, perSecond: (things * 1000) / elapsedMs };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/**
 * The costs of each contender, round by round. All of them come in every round, in turned order in every second one, so that
 * a busy moment of the machine hits them alike. Rounds that are not counted warm them up: V8 makes fast code of what ran
 * some thousand times. A contender tells how many things it did.
 */
export function measure<N extends string>(
  contenders: Readonly<Record<N, () => Promise<number>>>,
  rounds = 7,
  warmUps = 1,
): Promise<Record<N, Cost[]>> {
  return inTurn(Object.keys(contenders) as N[], rounds, (name) => costOf(contenders[name]), warmUps);
}

/** The same for what tells its cost itself, as a process of its own does. */
export async function inTurn<N extends string>(
  names: readonly N[],
  rounds: number,
  cost: (name: N) => Promise<Cost>,
  warmUps = 1,
): Promise<Record<N, Cost[]>> {
  const costs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<N, Cost[]>;
  for (let round = 0; round < warmUps; round += 1) for (const name of names) await cost(name);
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) costs[name].push(await cost(name));
  return costs;
}

/** The median of the rounds' own ratios, of `ours` to `other`. */
export function ratio(ours: readonly Cost[], other: readonly Cost[], of: keyof Cost): number {
  return median(ours.map((cost, round) => cost[of] / (other[round]?.[of] ?? NaN)));
}

/** How much more CPU ours takes than the other, the median of the rounds: `+12.3 µs`. */
export function differenceOf(ours: readonly Cost[], other: readonly Cost[]): string {
  const difference = median(ours.map(({ cpuMs }, round) => (cpuMs - (other[round]?.cpuMs ?? NaN)) * 1000));
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(1)} µs`;
}

export function medianOf(costs: readonly Cost[], of: keyof Cost): number {
  return median(costs.map((cost) => cost[of]));
}

/** Calls cost little each, so they run longest before they count. */
const callWarmUps = 4;

/** The costs of a call of each contender, by rounds of so many milliseconds, `concurrency` calls at a time. */
export function measureCalls<N extends string>(
  calls: Readonly<Record<N, () => Promise<unknown>>>,
  roundMs: number,
  concurrency: number,
): Promise<Record<N, Cost[]>> {
  const names = Object.keys(calls) as N[];
  const cost = (name: N): Promise<Cost> => costOf(() => callFor(roundMs, concurrency, calls[name]));
  return inTurn(names, 7, cost, callWarmUps);
}

/** As many calls as go into so many milliseconds, `concurrency` at a time. */
async function callFor(milliseconds: number, concurrency: number, call: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + milliseconds;
  let count = 0;
  const work = async (): Promise<void> => {
    for (; performance.now() < until; count += 1) await call();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return count;
}

export function showCalls(costs: Readonly<Record<string, readonly Cost[]>>): string {
  return Object.entries(costs)
    .map(
      ([name, each]) =>
        `${name} ${medianOf(each, 'cpuMs').toFixed(3)} ms of CPU, ${Math.round(medianOf(each, 'perSecond'))}/s`,
    )
    .join('; ');
}
