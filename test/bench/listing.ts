// What `list()` of a long account costs beside the same pages read bare, one after the other: time, and memory at its peak.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent } from 'undici';
import { openAccount } from './listing-account.ts';
import { readBare } from './listing-floor.ts';
import type { Carrier } from './listing-names.ts';
import { type Cost, measure, medianOf, ratio } from './measure.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const targets = [
  ['vobiz', 'a total is told', { atMost: 1 }],
  ['voximplant', 'no total', { atMost: 1.15 }],
] as const;
const mostMb = 96;

type Costs = Record<'ours' | 'bare', Cost[]>;

async function compare(carrier: Carrier, rows: number, latencyMs: number, rounds?: number): Promise<Costs> {
  const { origin, close } = await startServer({ rows, latencyMs });
  const account = openAccount(carrier, origin);
  const dispatcher = new Agent({ pipelining: 1 });
  const check = (count: number): number => {
    if (count !== rows) throw new Error(`${carrier}: ${count} of ${rows} rows came`);
    return count;
  };
  const ours = async (): Promise<number> => {
    let count = 0;
    for await (const _ of account.list()) count += 1;
    return check(count);
  };
  const bare = async (): Promise<number> => check(await readBare(carrier, origin, dispatcher));
  const costs = await measure({ ours, bare }, rounds);
  await Promise.all([account.close(), dispatcher.close()]);
  await close();
  return costs;
}

const timeRatio = ({ ours, bare }: Costs): number => ratio(bare, ours, 'perSecond');

function figuresOf(costs: Cost[]): string {
  const microseconds = (medianOf(costs, 'cpuMs') * 1000).toFixed(1);
  return `${microseconds} µs of CPU a row, ${Math.round(medianOf(costs, 'perSecond'))} rows/s`;
}

interface Peak {
  peakMb: number;
  seconds: number;
}

async function peakOf(carrier: Carrier, reader: 'ours' | 'bare' | 'nothing', origin = '', rows = 0): Promise<Peak> {
  const program = fileURLToPath(new URL('listing-memory.ts', import.meta.url));
  const child = fork(program, [carrier, reader, origin, String(rows)], { execArgv: [] });
  const [[peak]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return peak as Peak;
}

async function memoryRow(carrier: Carrier, rows: number): Promise<Row> {
  const { origin, close } = await startServer({ rows });
  const nothing = await peakOf(carrier, 'nothing');
  const [ours, bare] = [await peakOf(carrier, 'ours', origin, rows), await peakOf(carrier, 'bare', origin, rows)];
  await close();
  const show = ({ peakMb, seconds }: Peak): string =>
    `${Math.round(peakMb - nothing.peakMb)} MB in ${seconds.toFixed(1)} s`;
  return {
    what: `\`list\` of ${rows} on ${carrier}, each once: peak RSS in MB`,
    comparedWith: 'an empty process',
    figure: Math.round(ours.peakMb - nothing.peakMb),
    target: { atMost: mostMb },
    beside: `ours ${show(ours)}; bare ${show(bare)}, without telling what came twice; the empty process ${Math.round(nothing.peakMb)} MB`,
  };
}

export async function bench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [carrier, told, target] of targets) {
    const costs = await compare(carrier, 20_000, 0);
    const far = await compare(carrier, 5_000, 20, 3);
    const { ours, bare } = costs;
    rows.push({
      what: `\`list\` on ${carrier} (${told}): time`,
      comparedWith: 'the same pages by bare undici and `JSON.parse`, one after the other',
      figure: timeRatio(costs),
      target,
      beside: `CPU ${ratio(ours, bare, 'cpuMs').toFixed(2)}; ours ${figuresOf(ours)}; bare ${figuresOf(bare)}; with 20 ms a page: time ${timeRatio(far).toFixed(2)}`,
    });
  }
  for (const [carrier] of targets) for (const count of [100_000, 1_000_000]) rows.push(await memoryRow(carrier, count));
  return rows;
}
