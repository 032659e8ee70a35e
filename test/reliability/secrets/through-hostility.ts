import { type Party, travel } from './expedition.ts';
import type { Ground } from './ground.ts';
import { startHostileCarrier } from './hostile-carrier.ts';
import { openTap } from './tap.ts';

async function callEverything(party: Party, ground: Ground): Promise<number> {
  const { hunt, planted } = party;
  const ids = await ground.prepare(planted);
  const hostile = await startHostileCarrier(ground.carrier.secrets);
  const tap = await openTap({ carrier: ground.carrier, origin: hostile.origin }, hunt);
  let count = 0;
  while (hostile.turn()) {
    const { failed } = await travel(party, ground, ids, { connection: { baseUrl: tap.origin } });
    count += failed.size;
  }
  await tap.close();
  await hostile.close();
  return count;
}

/** Calls every operation of a carrier that repeats what it is sent. Resolves to the number of calls that failed. */
export async function huntThroughHostility(party: Party): Promise<number> {
  const counts = await Promise.all(party.grounds.map((ground) => callEverything(party, ground)));
  return counts.reduce((sum, count) => sum + count, 0);
}
