import { type Party, travel } from './expedition.ts';
import { openTap } from './tap.ts';

/** Calls every operation once, with nothing in its way. Resolves to the calls that failed nevertheless, by carrier. */
export async function huntThroughSuccess(party: Party): Promise<Record<string, string[]>> {
  const { hunt, grounds, planted } = party;
  const failures: Record<string, string[]> = {};
  for (const ground of grounds) {
    const ids = await ground.prepare(planted);
    const tap = await openTap(ground, hunt);
    const { failed } = await travel(party, ground, ids, { connection: { baseUrl: tap.origin }, inOrder: true });
    failures[ground.carrier.name] = Array.from(failed, ([name, code]) => `${name}: ${code}`);
    hunt.look('the carrier’s request log', ground.control.requests);
    await tap.close();
  }
  return failures;
}
