// What it costs to find that nothing is left to do: a plan of a million steps, all done, against reading its journal and
// sink line by line. Beside it the bytes alone, and the lines parsed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type FinishedFiles, makeFinished } from './finished-files.ts';
import { type Cost, median, medianOf, ratio } from './measure.ts';
import type { Row } from './row.ts';

interface Reading extends Cost {
  /** Peak memory above what was in use before. */
  addedMiB: number;
}

const rounds = 7;
const ways = ['bytes', 'lines', 'parsed', 'resumed'] as const;

async function startReader(way: string, files: FinishedFiles): Promise<ChildProcess> {
  const path = fileURLToPath(new URL('reader.ts', import.meta.url));
  const child = fork(path, [way, JSON.stringify(files)], { execArgv: ['--expose-gc'] });
  await once(child, 'message');
  return child;
}

async function readingOf(child: ChildProcess, asked: 'time' | 'memory'): Promise<Reading> {
  const answer = once(child, 'message');
  child.send(asked);
  const [reading] = (await answer) as [Reading];
  return reading;
}

/** The first reading of a process, which has all of its memory still to take. */
async function memoryOf(files: FinishedFiles): Promise<number> {
  const added: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const child = await startReader('resumed', files);
    added.push((await readingOf(child, 'memory')).addedMiB);
    child.disconnect();
  }
  return median(added);
}

export async function bench(): Promise<Row[]> {
  const finished = await makeFinished();
  try {
    const [few, many] = [await finished.files(100_000), await finished.files(1_000_000)];
    const [ofFew, ofMany] = [await memoryOf(few), await memoryOf(many)];

    // A tenth tells what parsing costs, and does not take minutes.
    const children = await Promise.all(ways.map((way) => startReader(way, way === 'parsed' ? few : many)));
    const costs: Reading[][] = ways.map(() => []);
    for (const child of children) await readingOf(child, 'time');
    for (let round = 0; round < rounds; round += 1)
      for (const index of round % 2 === 0 ? [0, 1, 2, 3] : [3, 2, 1, 0]) {
        const child = children[index];
        if (child) costs[index]?.push(await readingOf(child, 'time'));
      }
    for (const child of children) child.disconnect();
    const [bytes = [], lines = [], parsed = [], resumed = []] = costs;
    const seconds = (all: readonly Cost[]): string => `${((medianOf(all, 'cpuMs') * many.steps) / 1000).toFixed(2)} s`;
    const strict = ratio(resumed, bytes, 'cpuMs').toFixed(2);
    const what = 'resume of a journal of 1,000,000 finished steps, and its sink';
    return [
      {
        what: `${what}: CPU`,
        comparedWith: 'reading both files line by line (`readline`)',
        figure: ratio(resumed, lines, 'cpuMs'),
        target: { atMost: 3 },
        beside:
          `${seconds(resumed)} of CPU; \`readline\` ${seconds(lines)}, with \`JSON.parse\` ${seconds(parsed)} (by 100,000); ` +
          `a stream of their bytes ${seconds(bytes)}, of which it is ${strict}`,
      },
      {
        what: `${what}: memory over the plan’s`,
        comparedWith: 'the same of 100,000 steps',
        figure: ofMany / ofFew,
        target: { atMost: 2 },
        beside: `${ofMany.toFixed(0)} MiB at the highest; of 100,000 ${ofFew.toFixed(0)} MiB`,
      },
    ];
  } finally {
    await finished.remove();
  }
}
