import type { FaultRule } from '@subuser/emulator';
import { type Party, travel } from './expedition.ts';
import { openTap, usualSurfaces } from './tap.ts';

const faults: readonly (FaultRule | undefined)[] = [
  undefined,
  { fault: 'status', status: 503 },
  { fault: 'error-200', code: 101 },
  { fault: 'half-body' },
  { fault: 'html-200', status: 414 },
  { fault: 'redirect', location: '/elsewhere' },
];

/** Calls every carrier that documents passwords in the URL in that form; they may appear there and nowhere else. */
export async function huntThroughQueries(party: Party): Promise<void> {
  const { hunt, grounds, planted } = party;
  for (const ground of grounds) {
    const { passwordsInQuery } = ground.carrier.secrets;
    if (passwordsInQuery === undefined) continue;
    for (const fault of faults) {
      const ids = await ground.prepare(planted);
      const tap = await openTap(ground, hunt, { ...usualSurfaces, urls: 'URLs with `passwordsIn: query`' });
      ground.control.inject(() => fault);
      const connection = { baseUrl: tap.origin, ...passwordsInQuery };
      await travel(party, ground, ids, { connection, inOrder: fault === undefined });
      hunt.look('the carrier’s request log', ground.control.requests);
      await tap.close();
    }
  }
}
