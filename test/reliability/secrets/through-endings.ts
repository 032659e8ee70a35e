import { ManualClock } from '@subuser/core/testing';
import type { Ending } from '../outcomes/ending.ts';
import { openGate } from '../outcomes/gate.ts';
import { openPlace } from '../outcomes/places.ts';
import { readEndings } from '../outcomes/read-endings.ts';
import { type Party, travel } from './expedition.ts';
import type { Ground } from './ground.ts';
import { openTap } from './tap.ts';

/** Every operation of a carrier, ended in one of the ways of the outcome table. */
async function end(party: Party, ground: Ground, ending: Ending): Promise<number> {
  const { hunt, clock, planted } = party;
  const { making, abort, timeouts } = ending;
  const ids = await ground.prepare(planted);
  const abortMs = abort === undefined ? undefined : abort === 'before it began' ? 0 : 30;
  const paced =
    abort === 'paced'
      ? { clock: new ManualClock({ time: clock.now(), sleeps: 'until-advanced' }), pace: { perSecond: 1, burst: 1 } }
      : {};
  const trip = { connection: { timeouts, ...paced }, abortMs };
  if ('place' in making) {
    const place = await openPlace(making.place);
    const { baseUrl, dispatcher } = place;
    const { failed } = await travel(party, ground, ids, {
      ...trip,
      connection: { ...trip.connection, baseUrl, dispatcher },
    });
    await place.close();
    return failed.size;
  }
  const tap = await openTap(ground, hunt);
  const gate = 'gate' in making ? await openGate(tap.origin, making.gate, 0) : undefined;
  if ('fault' in making) ground.control.inject(() => making.fault);
  const baseUrl = gate?.origin ?? tap.origin;
  const { failed } = await travel(party, ground, ids, { ...trip, connection: { ...trip.connection, baseUrl } });
  await ground.control.settled();
  ground.control.inject(() => undefined);
  hunt.look('the carrier’s request log', ground.control.requests);
  await gate?.close();
  await tap.close();
  return failed.size;
}

/** The number of calls that failed. */
export async function huntThroughEndings(party: Party): Promise<number> {
  const endings = readEndings().flatMap((outcomes) => outcomes.endings);
  const counts = party.grounds.map(async (ground) => {
    let count = 0;
    for (const ending of endings) if (ending.on.includes(ground.carrier)) count += await end(party, ground, ending);
    return count;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
