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

/** The documented form of Voximplant's calls, in which a password stands in the URL, and nowhere else. */
export async function huntThroughQueries(party: Party): Promise<void> {
  const { hunt, grounds, planted } = party;
  for (const ground of grounds.filter(({ key }) => key.carrier === 'voximplant'))
    for (const fault of faults) {
      const ids = await ground.prepare(planted);
      const tap = await openTap(ground.origin, hunt, { ...usualSurfaces, urls: 'URLs with `passwordsIn: query`' });
      ground.control.inject(() => fault);
      const connection = { baseUrl: tap.origin };
      await travel(party, ground, ids, { connection, passwordsIn: 'query', inOrder: fault === undefined });
      hunt.look('the carrier’s request log', ground.control.requests);
      await tap.close();
    }
}
