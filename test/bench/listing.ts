// What `list()` of a long account costs beside the same pages read bare, one after the other: time, and memory at its peak.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openSubUsers } from '@subuser/core';
import { Agent } from 'undici';
import { benchCarriers, listBare, type Named } from './bench-carrier.ts';
import { type Cost, differenceOf, measure, medianOf, ratio } from './measure.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const mostMb = 96;

type Costs = Record<'ours' | 'bare', Cost[]>;

async function compare(carrier: Named, rows: number, latencyMs: number, rounds?: number): Promise<Costs> {
  const { origin, close } = await startServer({ rows, latencyMs });
  const account = openSubUsers(carrier.open(origin));
  const dispatcher = new Agent({ pipelining: 1 });
  const check = (count: number): number => {
    if (count !== rows) throw new Error(`${carrier.name}: ${count} of ${rows} rows came`);
    return count;
  };
  const ours = async (): Promise<number> => {
    let count = 0;
    for await (const _ of account.list()) count += 1;
    return check(count);
  };
  const bare = async (): Promise<number> => check(await listBare(origin, dispatcher, carrier));
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

async function peakOf(carrier: string, reader: 'ours' | 'bare' | 'nothing', origin = '', rows = 0): Promise<Peak> {
  const program = fileURLToPath(new URL('listing-memory.ts', import.meta.url));
  const child = fork(program, [carrier, reader, origin, String(rows)], { execArgv: [] });
  const [[peak]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  return peak as Peak;
}

async function memoryRow(carrier: string, rows: number): Promise<Row> {
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
  const carriers = await benchCarriers();
  for (const carrier of carriers) {
    const costs = await compare(carrier, 20_000, 0);
    const far = await compare(carrier, 5_000, 20, 3);
    const { ours, bare } = costs;
    rows.push({
      what: `\`list\` on ${carrier.name}: time`,
      comparedWith: 'the same pages by bare undici and `JSON.parse`, one after the other',
      figure: timeRatio(costs),
      target: carrier.listTime,
      beside: `CPU ${ratio(ours, bare, 'cpuMs').toFixed(2)}, ${differenceOf(ours, bare)} a row; ours ${figuresOf(ours)}; bare ${figuresOf(bare)}; with 20 ms a page: time ${timeRatio(far).toFixed(2)}`,
    });
  }
  for (const { name } of carriers) for (const count of [100_000, 1_000_000]) rows.push(await memoryRow(name, count));
  return rows;
}
