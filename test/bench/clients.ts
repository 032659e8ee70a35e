// `create` and a page of a list beside Twilio's, Plivo's and Vonage's official Node clients, which make and list their own
// kind of sub-account. All on one server, over TLS, as each comes by default.
import assert from 'node:assert/strict';
import { openSubUsers } from '@subuser/core';
import { startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { ownAuthority } from './authority.ts';
import { showCalls, type Cost, measureCalls, median } from './measure.ts';
import { openOtherClients } from './other-clients.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

type Calls = Record<string, () => Promise<unknown>>;

const roundMs = 500;
const listed = 20;

/** Of each round, ours to the cheapest of the others in it. */
function againstLeanest(what: string, ours: Cost[], others: Record<string, Cost[]>): Row {
  const ratios = ours.map(({ cpuMs }, round) => {
    const costs = Object.values(others).map((each) => each[round]?.cpuMs ?? NaN);
    return cpuMs / Math.min(...costs);
  });
  const comparedWith = 'the leanest of Twilio’s, Plivo’s and Vonage’s';
  return {
    what: `${what}: CPU`,
    comparedWith,
    figure: median(ratios),
    target: { atMost: 0.6 },
    beside: showCalls({ ours, ...others }),
  };
}

const othersOf = ({ twilio = [], plivo = [], vonage = [] }: Record<string, Cost[]>): Record<string, Cost[]> => ({
  twilio,
  plivo,
  vonage,
});

export async function bench(): Promise<Row[]> {
  const server = await startServer({ rows: listed, tls: await ownAuthority() });
  // Only its key: the bench server believes every token.
  const { credentials, ...emulator } = await startVoximplantEmulator();
  await emulator.close();
  const baseUrl = server.origin;
  const voximplant = createVoximplant({ credentials, baseUrl });
  const vobiz = createVobiz({ authId: 'MA_B73SSH8S', authToken: 'a-token-of-forty-characters-in-all-12345', baseUrl });
  const [onVoximplant, onVobiz] = [openSubUsers(voximplant), openSubUsers(vobiz)];
  const others = openOtherClients(baseUrl);
  const create: Calls = {
    voximplant: () =>
      onVoximplant.create({ name: 'orbit_labs', password: 'Abcdefg1!xyz', description: 'Support desk' }),
    vobiz: () => onVobiz.create({ name: 'Orbit Labs Billing' }),
  };
  const list: Calls = { voximplant: () => voximplant.listPage({}), vobiz: () => vobiz.listPage({}) };
  for (const [name, client] of Object.entries(others)) [create[name], list[name]] = [client.create, client.list];
  // Who answers quickly because it was refused is no contender.
  for (const { create: make, list: read } of Object.values(others)) {
    assert.match(JSON.stringify(await make()), /Billing|created/u);
    assert.equal((await read()).length, listed);
  }

  const rows: Row[] = [];
  // Many at a time first: so many calls are made then that V8 has its fast code ready for the others.
  for (const concurrency of [16, 1]) {
    const at = `${concurrency} at a time`;
    const created = await measureCalls(create, roundMs, concurrency);
    const listedCosts = await measureCalls(list, roundMs, concurrency);
    const { voximplant: ours = [], vobiz: ourVobiz = [] } = created;
    rows.push(
      againstLeanest(`\`create\` on Voximplant, ${at}`, ours, othersOf(created)),
      againstLeanest(`\`create\` on Vobiz, ${at}`, ourVobiz, othersOf(created)),
      againstLeanest(
        `a page of ${listed} on Voximplant, ${at}`,
        listedCosts['voximplant'] ?? [],
        othersOf(listedCosts),
      ),
      againstLeanest(`a page of ${listed} on Vobiz, ${at}`, listedCosts['vobiz'] ?? [], othersOf(listedCosts)),
    );
  }
  await Promise.all([onVoximplant.close(), onVobiz.close()]);
  await server.close();
  return rows;
}
