// One reading in a process of its own, for its peak memory: `<carrier> <ours|bare|nothing> <origin> <rows>`. Started by `listing.ts`.
import type { Carrier } from './listing-names.ts';

const [, , carrier, reader, origin = '', count] = process.argv;
const rows = Number(count);

/** Which place in the account an id stands for; the bench server counts Vobiz from 0 and Voximplant from 1. */
const placeOf = (id: string): number => (carrier === 'vobiz' ? Number.parseInt(id.slice(3), 36) : Number(id) - 1);

async function readOurs(): Promise<void> {
  const { openAccount } = await import('./listing-account.ts');
  const account = openAccount(carrier as Carrier, origin);
  const isSeen = new Uint8Array(rows);
  for await (const { id } of account.list()) {
    const place = placeOf(id);
    if (isSeen[place] !== 0) throw new Error(`${id} came twice, or is none of the account`);
    isSeen[place] = 1;
  }
  if (isSeen.includes(0)) throw new Error(`${isSeen.indexOf(0)} did not come`);
  await account.close();
}

async function readFloor(): Promise<void> {
  const { Agent } = await import('undici');
  const { readBare } = await import('./listing-floor.ts');
  const dispatcher = new Agent({ pipelining: 1 });
  await readBare(carrier as Carrier, origin, dispatcher);
  await dispatcher.close();
}

const start = performance.now();
if (reader === 'ours') await readOurs();
if (reader === 'bare') await readFloor();
const seconds = (performance.now() - start) / 1000;
process.send?.({ peakMb: process.resourceUsage().maxRSS / 1024, seconds });
process.disconnect();
