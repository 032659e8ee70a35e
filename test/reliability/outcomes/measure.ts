import { isDeepStrictEqual, parseArgs } from 'node:util';
import { writeFigures } from '../figures.ts';
import { operations } from './bench.ts';
import type { Ending } from './ending.ts';
import { expectedEnd, untrueWords } from './expected-end.ts';
import { type Laboratory, openLaboratory } from './laboratory.ts';
import { attemptsTried, readEndings } from './read-endings.ts';
import { runCase } from './run-case.ts';

interface Counts {
  cases: number;
  seen: number;
  applied: number;
  asWritten: number;
}

async function count(laboratory: Laboratory, endings: readonly Ending[]): Promise<Counts> {
  const counts = { cases: 0, seen: 0, applied: 0, asWritten: 0 };
  for (const ending of endings)
    for (const carrier of ending.on)
      for (const operation of operations)
        for (const attempts of attemptsTried) {
          const bench = laboratory.benchOf(carrier);
          if (bench.acts[operation] === undefined) continue;
          const ended = await runCase(laboratory, bench, operation, ending, attempts);
          const { message: _message, ...found } = ended;
          const isTrue = untrueWords(operation, ended).length === 0;
          counts.cases += 1;
          counts.seen += found.seen;
          counts.applied += found.applied;
          if (isTrue && isDeepStrictEqual(found, expectedEnd(ending, operation, attempts))) counts.asWritten += 1;
        }
  return counts;
}

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });
const laboratory = await openLaboratory();
const columns = ['class', 'endings', 'cases', 'requests seen', 'carried out', 'as written'];
const rows: (string | number)[][] = [];
for (const { documented, endings } of readEndings()) {
  const { cases, seen, applied, asWritten } = await count(laboratory, endings);
  rows.push([documented, endings.length, cases, seen, applied, asWritten]);
}
await laboratory.close();
const sums = columns.slice(1).map((_, place) => rows.reduce((sum, row) => sum + Number(row[place + 1]), 0));
rows.push(['all', ...sums]);
for (const row of [columns, ...rows]) process.stdout.write(`${row.join(' · ')}\n`);
if (values.write === true) await writeFigures('outcomes', { columns, rows });
