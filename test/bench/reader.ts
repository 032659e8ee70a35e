// One way to read a finished journal and its sink, in a process of its own: what it costs is then nobody else's. Each
// message asks for one reading: `time` or `memory`, since to look at memory takes time.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { SubUsers } from '@subuser/core';
import { applyPlan, openFileJournal, openFileSink } from '@subuser/migrate';
import { type FinishedFiles, planOf } from './finished-files.ts';

const files = JSON.parse(process.argv[3] ?? '') as FinishedFiles;
const { journal, sink, steps, publicJwk } = files;

async function countBytes(path: string): Promise<number> {
  let bytes = 0;
  for await (const chunk of createReadStream(path)) bytes += (chunk as Buffer).length;
  return bytes;
}

async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const _ of createInterface({ input: createReadStream(path) })) lines += 1;
  return lines;
}

async function parseLines(path: string, textOf: (line: string) => string): Promise<number> {
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(path) }))
    if (typeof JSON.parse(textOf(line)) === 'object') lines += 1;
  return lines;
}

const headerOf = (line: string): string => Buffer.from(line.split('.', 1)[0] ?? '', 'base64url').toString();

/** How the plan is kept in memory concerns only the code that resumes. */
function resumed(): () => Promise<number> {
  const plan = planOf(steps);
  // Nothing is left to do, so nothing is asked of it.
  const target = {} as SubUsers;
  return async () => {
    const [notes, sealed] = [await openFileJournal(journal), await openFileSink(sink, publicJwk)];
    const { skipped, unsealed, left } = await applyPlan({ plan, target, journal: notes, sink: sealed });
    await Promise.all([notes.close(), sealed.close()]);
    if (skipped !== steps || unsealed !== undefined || left > 0)
      throw new Error('The bench did not find all steps done');
    return skipped;
  };
}

const ways: Readonly<Record<string, () => () => Promise<number>>> = {
  bytes: () => async () => (await countBytes(journal)) + (await countBytes(sink)),
  lines: () => async () => (await countLines(journal)) + (await countLines(sink)),
  parsed: () => async () => (await parseLines(journal, String)) + (await parseLines(sink, headerOf)),
  resumed,
};

const read = ways[process.argv[2] ?? '']?.();
if (read === undefined) throw new Error(`There is no reader “${process.argv[2]}”`);

async function answer(read: () => Promise<number>, asked: unknown): Promise<void> {
  global.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = (): void => void (peak = Math.max(peak, process.memoryUsage.rss()));
  const sampling = asked === 'memory' ? setInterval(look, 2) : undefined;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await read();
  const elapsedMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampling);
  look();
  const addedMiB = (peak - before) / 2 ** 20;
  process.send?.({ cpuMs: (user + system) / 1000 / steps, perSecond: (steps * 1000) / elapsedMs, addedMiB });
}

process.on('message', (asked) => void answer(read, asked));
process.send?.('ready');
