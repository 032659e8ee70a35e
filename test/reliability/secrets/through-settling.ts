import type { FaultRule } from '@subuser/emulator';
import { type Party, travel } from './expedition.ts';
import type { Ground } from './ground.ts';
import { openTap } from './tap.ts';

const faults: readonly FaultRule[] = [
  { fault: 'drop-after-apply' },
  { fault: 'drop-before-apply' },
  { fault: 'half-body' },
  { fault: 'garbage-json' },
  { fault: 'html-200', status: 502 },
  { fault: 'apply-late', delayMs: 5 },
];

/** Every create loses one answer, and nothing else fails: creates that settle adopt or delete what it left, and succeed. */
async function settle(party: Party, ground: Ground): Promise<string[]> {
  const { hunt, planted } = party;
  const settled: string[] = [];
  for (const fault of faults) {
    const ids = await ground.prepare(planted);
    const tap = await openTap(ground, hunt);
    let isNext = true;
    // Every second create, so that the first attempt of each settled one is lost and the next arrives.
    ground.control.inject(({ operation }) => {
      if (operation !== 'create') return undefined;
      isNext = !isNext;
      return isNext ? undefined : fault;
    });
    const timeouts = fault.fault === 'apply-late' ? { headersMs: 300 } : {};
    const connection = { baseUrl: tap.origin, timeouts };
    const { succeeded } = await travel(party, ground, ids, { connection, inOrder: true });
    settled.push(...succeeded.filter((name) => name.startsWith('create settled')));
    await ground.control.settled();
    hunt.look('the carrier’s request log', ground.control.requests);
    await tap.close();
  }
  return settled;
}

/** How many creates were settled for each fault, by carrier. */
export async function huntThroughSettling(party: Party): Promise<Record<string, number>> {
  const settled = party.grounds.map(async (ground): Promise<[string, number]> => {
    const names = await settle(party, ground);
    return [ground.carrier.name, names.length / faults.length];
  });
  return Object.fromEntries(await Promise.all(settled));
}
