import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { CarrierName } from '../carrier.ts';
import { createCompressedClock } from '../compressed-clock.ts';
import { startCarrier } from '../start-carrier.ts';
import { clockFactor, runChaos, type RunReport } from './run.ts';

const dialled = 'net.client.socket';

/** Timers, sockets and the like that keep the process alive. */
const resources = (): string[] => process.getActiveResourcesInfo();

/** What came since. What was there at first may be gone: a module's file, say, that was just being closed. */
function added(before: readonly string[]): string[] {
  const known = [...before];
  return resources().filter((each) => {
    const place = known.indexOf(each);
    if (place >= 0) known.splice(place, 1);
    return place < 0;
  });
}

/** Sockets that were destroyed are gone some turns of the event loop later. */
async function leftSince(before: readonly string[]): Promise<string | undefined> {
  for (let turns = 0; turns < 20 && added(before).length > 0; turns += 1) await turn();
  const left = added(before);
  return left.length === 0 ? undefined : `left open: ${left.join(' ')}`;
}

/** One run with an emulator of its own, after which nothing may be left open. */
export async function runAlone(name: CarrierName, seed: string): Promise<RunReport> {
  const clock = createCompressedClock(clockFactor);
  const before = resources();
  const sockets: Socket[] = [];
  const meet = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
  subscribe(dialled, meet);
  const carrier = await startCarrier(name, clock);
  const report = await runChaos({ carrier, seed, clock });
  unsubscribe(dialled, meet);
  // An idle connection does not keep the process alive, and must be gone all the same. One is the look at the truth.
  const still = sockets.filter((socket) => !socket.destroyed).length;
  if (still > 1) report.complaints.push(`${still - 1} connections are left open`);
  await carrier.close();
  const left = await leftSince(before);
  if (left !== undefined) report.complaints.push(left);
  return report;
}

/** Many runs at once, each lane with an emulator that it uses again and again. */
export async function runLanes(
  name: CarrierName,
  seeds: Iterator<string>,
  lanes: number,
  told: (report: RunReport) => void,
): Promise<string | undefined> {
  const clock = createCompressedClock(clockFactor);
  const before = resources();
  const lane = async (): Promise<void> => {
    const carrier = await startCarrier(name, clock);
    for (let next = seeds.next(); next.done !== true; next = seeds.next())
      told(await runChaos({ carrier, seed: next.value, clock }));
    await carrier.close();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return leftSince(before);
}
