// One reading in a process of its own, for its peak memory: `<carrier> <ours|bare|nothing> <origin> <rows>`. Started by `listing.ts`.
import type { Named } from './bench-carrier.ts';

const [, , name = '', reader, origin = '', count] = process.argv;
const rows = Number(count);

async function load(): Promise<Named> {
  const { benchCarrier } = await import('./bench-carrier.ts');
  return await benchCarrier(name);
}

async function readOurs(): Promise<void> {
  const carrier = await load();
  const { openSubUsers } = await import('@subuser/core');
  const account = openSubUsers(carrier.open(origin));
  const isSeen = new Uint8Array(rows);
  for await (const { id } of account.list()) {
    const place = carrier.placeOf(id);
    if (isSeen[place] !== 0) throw new Error(`${id} came twice, or is none of the account`);
    isSeen[place] = 1;
  }
  if (isSeen.includes(0)) throw new Error(`${isSeen.indexOf(0)} did not come`);
  await account.close();
}

async function readFloor(): Promise<void> {
  const { Agent } = await import('undici');
  const { listBare } = await import('./bench-carrier.ts');
  const dispatcher = new Agent({ pipelining: 1 });
  await listBare(origin, dispatcher, await load());
  await dispatcher.close();
}

const start = performance.now();
if (reader === 'ours') await readOurs();
if (reader === 'bare') await readFloor();
const seconds = (performance.now() - start) / 1000;
process.send?.({ peakMb: process.resourceUsage().maxRSS / 1024, seconds });
process.disconnect();
