import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { deriveName, openSubUsers } from '@subuser/core';
import { carrierOf, carriers } from '../carriers/all.ts';
import type { CarrierUnderTest } from '../carriers/carrier-under-test.ts';
import { createCompressedClock } from './compressed-clock.ts';
import { writeFigures } from './figures.ts';
import type { Answer, Opened, Question } from './load-emulator.ts';

export interface Load {
  creates: number;
  requests: number;
  faults: Readonly<Record<string, number>>;
  /** Creates that took more than one attempt, and how many of their secrets sign in. */
  settled: number;
  working: number;
  present: number;
  missing: number;
  twice: number;
  /** Megabytes after a full collection: after a fifth of the creates, and after the last. */
  heapAtFirst: number;
  heapAtLast: number;
  /** Including the emulator's process. */
  seconds: number;
}

const concurrency = 64;

function heapInMegabytes(): number {
  if (globalThis.gc === undefined) throw new Error('Start it with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / 1e6;
}

async function load(carrier: CarrierUnderTest, creates: number): Promise<Load> {
  const startedAt = performance.now();
  const emulator = fork(new URL('load-emulator.ts', import.meta.url), [carrier.name], {
    execArgv: ['--conditions=@subuser/source'],
  });
  const [{ options }] = (await once(emulator, 'message')) as [Opened];
  const clock = createCompressedClock(50);
  const subUsers = openSubUsers(
    carrier.create({
      ...options,
      clock,
      pace: { concurrency },
      // One request in twenty is refused: with the usual four tries, one create in 160,000 would end as rate-limited.
      retries: { attempts: 10 },
    } as never),
    { clock },
  );

  let next = 0;
  let done = 0;
  let settled = 0;
  let heapAtFirst = 0;
  const pairs: [string, string][] = [];
  const work = async (): Promise<void> => {
    while (next < creates) {
      const number = next;
      next += 1;
      let attempts = 0;
      const { credentials: pair } = await subUsers.create(
        {
          name: deriveName(`Tenant ${number}`, carrier.traits.name),
          description: 'under load',
          reference: `load-${number}`,
        },
        {
          ifUnknown: 'settle',
          onAttempt: async () => {
            attempts += 1;
          },
        },
      );
      if (attempts > 1) {
        settled += 1;
        if (pair !== undefined) pairs.push([pair.login, pair.secret.reveal()]);
      }
      done += 1;
      if (done === creates / 5) heapAtFirst = heapInMegabytes();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const heapAtLast = heapInMegabytes();

  const times = new Uint8Array(creates);
  let present = 0;
  for await (const { reference } of subUsers.list()) {
    const number = Number(reference?.replace('load-', ''));
    present += 1;
    times[number] = (times[number] ?? 0) + 1;
  }
  await subUsers.close();
  const question: Question = { pairs };
  emulator.send(question);
  const [{ requests, faults, working }] = (await once(emulator, 'message')) as [Answer];
  await once(emulator, 'exit');
  return {
    creates,
    requests,
    faults,
    settled,
    working,
    present,
    missing: times.filter((each) => each === 0).length,
    twice: times.filter((each) => each > 1).length,
    heapAtFirst: Math.round(heapAtFirst * 10) / 10,
    heapAtLast: Math.round(heapAtLast * 10) / 10,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

// Where secrets are issued, a lost create costs a second attempt.
const issuing = carriers.find(({ traits }) => traits.credentials.origin === 'issued');
const { values } = parseArgs({
  options: {
    carrier: { type: 'string', default: issuing?.name ?? '' },
    creates: { type: 'string', default: '50000' },
    write: { type: 'boolean' },
  },
});
const result = await load(carrierOf(values.carrier), Number(values.creates));
process.stdout.write(`${JSON.stringify(result)}\n`);
if (values.write === true) {
  const { creates, requests, faults, settled, working, present, missing, twice, heapAtFirst, heapAtLast } = result;
  await writeFigures('load', {
    columns: ['what', 'how many'],
    rows: [
      [`creates, ${concurrency} at once`, creates],
      ['requests', requests],
      ...Object.entries(faults).map(([fault, count]): [string, number] => [`answered with ${fault}`, count]),
      ['creates that took more than one attempt', settled],
      ['secrets of those that sign in', working],
      ['present at the end', present],
      ['missing', missing],
      ['there twice', twice],
      [`heap after ${(creates / 5).toLocaleString('en-GB')} creates, in MB`, heapAtFirst],
      ['heap after the last, in MB', heapAtLast],
    ],
  });
}
