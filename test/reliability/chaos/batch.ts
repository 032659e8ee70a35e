import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { CarrierUnderTest } from '../../carriers/carrier-under-test.ts';
import { createCompressedClock } from '../compressed-clock.ts';
import { clockFactor, runChaos, type RunReport } from './run.ts';

const dialled = 'net.client.socket';

/** Timers, sockets and the like that keep the process alive. */
const resources = (): string[] => process.getActiveResourcesInfo();

/** What is new. What was there at first may be gone: a file of a module that was just being closed, for example. */
function added(before: readonly string[]): string[] {
  const known = [...before];
  return resources().filter((each) => {
    const place = known.indexOf(each);
    if (place >= 0) known.splice(place, 1);
    return place < 0;
  });
}

/** Destroyed sockets disappear some turns of the event loop later. */
async function leftSince(before: readonly string[]): Promise<string | undefined> {
  for (let turns = 0; turns < 20 && added(before).length > 0; turns += 1) await turn();
  const left = added(before);
  return left.length === 0 ? undefined : `left open: ${left.join(' ')}`;
}

/** One run on an emulator of its own, after which nothing may be left open. */
export async function runAlone(carrier: CarrierUnderTest, seed: string): Promise<RunReport> {
  const clock = createCompressedClock(clockFactor);
  const before = resources();
  const sockets: Socket[] = [];
  const remember = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
  subscribe(dialled, remember);
  const account = await carrier.openAccount(clock);
  const report = await runChaos({ account, seed, clock });
  unsubscribe(dialled, remember);
  // An idle connection does not keep the process alive, and must still be gone. One reads the truth.
  const still = sockets.filter((socket) => !socket.destroyed).length;
  if (still > 1) report.complaints.push(`${still - 1} connections are left open`);
  await account.close();
  const left = await leftSince(before);
  if (left !== undefined) report.complaints.push(left);
  return report;
}

/** Many runs at once, each lane on one emulator. */
export async function runLanes(
  carrier: CarrierUnderTest,
  seeds: Iterator<string>,
  lanes: number,
  report: (report: RunReport) => void,
): Promise<string | undefined> {
  const clock = createCompressedClock(clockFactor);
  const before = resources();
  const lane = async (): Promise<void> => {
    const account = await carrier.openAccount(clock);
    for (let next = seeds.next(); next.done !== true; next = seeds.next())
      report(await runChaos({ account, seed: next.value, clock }));
    await account.close();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return leftSince(before);
}
