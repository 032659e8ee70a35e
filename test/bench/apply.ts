// A whole apply, durable and sealed, beside the latency of the carrier alone, bare undici, and undici with nothing but the
// same journal and sink.
import { openSubUsers } from '@subuser/core';
import { Agent } from 'undici';
import { sendBare, issuingCarrier } from './bench-carrier.ts';
import { type Cost, measure, median, medianOf } from './measure.ts';
import { applyWhole, planCreates, withFiles } from './migration.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const creates = 10_000;
const latencyMs = 20;
const concurrency = 64;
/** Steps in flight: twice as many as requests, so that some write and seal while others are on the wire. */
const steps = 2 * concurrency;
/** Creates a second of a client that costs nothing. */
const ideal = (concurrency * 1000) / latencyMs;

export async function bench(): Promise<Row[]> {
  const { origin, seen, close } = await startServer({ rows: 0, latencyMs });
  const carrier = await issuingCarrier();
  const target = openSubUsers(carrier.open(origin, { pace: { concurrency } }));
  const plan = await planCreates(creates, target);
  const dispatcher = new Agent({ pipelining: 1 });

  let mostAtOnce = 0;
  const latencies: number[] = [];
  const ours = async (): Promise<number> => {
    await seen();
    const done = await applyWhole(plan, target, steps);
    const { requests, mostAtOnce: most, meanMs } = await seen();
    // And one that counts the references at the end, on a list that is empty here.
    if (requests !== creates + 1) throw new Error(`${requests} requests for ${creates} creates`);
    mostAtOnce = Math.max(mostAtOnce, most);
    latencies.push(meanMs);
    return done;
  };
  const bare = async (): Promise<number> => {
    const drafts = plan.steps.values();
    const work = async (): Promise<void> => {
      for (const { input } of drafts) {
        await sendBare(origin, dispatcher, carrier.bare.create(input ?? {}));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    return creates;
  };
  const few = new Agent({ pipelining: 1, connections: concurrency });
  const durable = async (): Promise<number> =>
    withFiles(async (journal, sink) => {
      const left = plan.steps.values();
      const nonce = 'k3f9x2ab7q';
      const work = async (): Promise<void> => {
        for (const { id: step, input } of left) {
          await journal.append({ type: 'intent', step, nonce, at: Date.now() });
          const { id: target, ...issued } = carrier.credentialsIn(
            await sendBare(origin, few, carrier.bare.create(input ?? {})),
          );
          await sink.seal({ step, nonce, target }, { carrier: carrier.name, id: target, ...issued });
          const at = Date.now();
          const ends = [
            { type: 'sealed', step, nonce, target, at } as const,
            { type: 'done', step, target, at } as const,
          ];
          await Promise.all(ends.map((end) => journal.append(end)));
        }
      };
      await Promise.all(Array.from({ length: steps }, work));
      return creates;
    });
  // Alone first: an apply has its process to itself, and V8 makes slower code of what several clients share.
  const costs = { ...(await measure({ ours }, 7, 3)), ...(await measure({ bare, durable })) };
  await Promise.all([target.close(), dispatcher.close(), few.close()]);
  await close();

  const speed = (of: readonly Cost[]): number => medianOf(of, 'perSecond') / ideal;
  const cpu = (of: readonly Cost[]): string => `${medianOf(of, 'cpuMs').toFixed(3)} ms of CPU each`;
  return [
    {
      what: `apply of ${creates} creates, ${concurrency} at a time, ${latencyMs} ms each, durable and sealed`,
      comparedWith: 'latency alone',
      figure: speed(costs.ours),
      target: { atLeast: 0.85 },
      beside: `${Math.round(medianOf(costs.ours, 'perSecond'))}/s, ${cpu(costs.ours)}, at most ${mostAtOnce} at a time at the carrier, whose latency was ${median(latencies).toFixed(1)} ms; bare undici \`request\` ${speed(costs.bare).toFixed(2)}, ${cpu(costs.bare)}; with the same journal and sink and nothing else ${speed(costs.durable).toFixed(2)}, ${cpu(costs.durable)}`,
    },
  ];
}
