import { parseArgs } from 'node:util';
import { carriers } from '../carriers/all.ts';
import type { CarrierUnderTest } from '../carriers/carrier-under-test.ts';
import { runAlone, runLanes } from './chaos/batch.ts';
import type { RunReport } from './chaos/run.ts';
import { count, type Tally } from './chaos/scene.ts';
import { figuresOf } from './chaos/summary.ts';
import { writeFigures } from './figures.ts';

const usage = `Usage: node --conditions=@subuser/source test/reliability/chaos.ts [options]

  --carrier NAME  ${carriers.map(({ name }) => name).join(', ')}; default: one after the other
  --seed NUMBER   the first seed, default 1; without --runs this one alone, with its transcript
  --runs NUMBER   how many seeds from there, default 2000
  --lanes NUMBER  how many runs at once, default 24
  --json          the counts as one line of JSON
  --write         renew the figures in docs/reliability.md
`;

const { values } = parseArgs({
  options: {
    carrier: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    lanes: { type: 'string', default: '24' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

function commandOf(carrier: string, seed: string): string {
  return `node --conditions=@subuser/source test/reliability/chaos.ts --carrier ${carrier} --seed ${seed}`;
}

/** How many of the first runs run alone, to see what each leaves open. */
const alone = 50;

async function run(carrier: CarrierUnderTest, first: number, runs: number): Promise<void> {
  const total: Tally = new Map();
  const complaints: string[] = [];
  const add = ({ seed, complaints: lines, transcript, tally }: RunReport): void => {
    for (const [what, times] of tally) count(total, what, times);
    count(total, 'runs');
    const isOne = runs === 1;
    if (lines.length > 0) complaints.push(`seed ${seed}: ${lines.join('\n  ')}\n  ${commandOf(carrier.name, seed)}`);
    if (lines.length > 0 || isOne) process.stdout.write(`seed ${seed}\n${transcript.join('\n')}\n`);
  };
  const outside = (what: string) => (error: unknown) =>
    void complaints.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
  const watched = ['unhandledRejection', 'uncaughtException', 'warning'].map((what) => [what, outside(what)] as const);
  for (const [what, listener] of watched) process.on(what, listener);

  const startedAt = performance.now();
  const seeds = Array.from({ length: runs }, (_, place) => String(first + place));
  for (const seed of seeds.slice(0, alone)) add(await runAlone(carrier, seed));
  const left = await runLanes(carrier, seeds.slice(alone).values(), Math.min(Number(values.lanes), runs), add);
  if (left !== undefined) complaints.push(left);
  for (const [what, listener] of watched) process.off(what, listener);

  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const [requests = 0, faults = 0] = ['requests', 'fault'].map((what) =>
    Array.from(total).reduce((sum, [name, times]) => (name.split(':')[0] === what ? sum + times : sum), 0),
  );
  process.stdout.write(
    `${carrier.name}: ${runs} runs from seed ${first}, ${requests} requests, ${faults} faults, ${seconds} s: ` +
      `${complaints.length === 0 ? 'nothing lost, doubled or misreported' : `${complaints.length} complaints`}\n`,
  );
  for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
  if (values.json === true) process.stdout.write(`${JSON.stringify(Object.fromEntries(total))}\n`);
  if (complaints.length > 0) process.exitCode = 1;
  if (values.write === true) await writeFigures(`chaos-${carrier.name}`, figuresOf(total, first, complaints.length));
}

const chosen = carriers.filter(({ name }) => values.carrier === undefined || values.carrier === name);
if (values.help === true || chosen.length === 0) process.stdout.write(usage);
const runs = Number(values.runs ?? (values.seed === undefined ? 2000 : 1));
for (const carrier of chosen) await run(carrier, Number(values.seed ?? 1), runs);
