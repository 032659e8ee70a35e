// `create`, `get` and `list` beside the official Node clients: Voximplant's own, doing the same, and Twilio's, Plivo's and
// Vonage's, which make and list their own kind of sub-account. All on one server, over TLS, as each comes by default.
import assert from 'node:assert/strict';
import { openSubUsers } from '@subuser/core';
import { startVoximplantEmulator } from '@subuser/emulator';
import { createVobiz } from '@subuser/vobiz';
import { createVoximplant } from '@subuser/voximplant';
import { Agent, request } from 'undici';
import { ownAuthority } from './authority.ts';
import { callFor, type Cost, measure, median, medianOf, ratio } from './measure.ts';
import { openOfficialVoximplant, openOtherClients } from './other-clients.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

type Calls = Record<string, () => Promise<unknown>>;

const roundMs = 500;
const listed = 20;
const password = 'Abcdefg1!xyz';

function show(costs: Readonly<Record<string, Cost[]>>): string {
  return Object.entries(costs)
    .map(
      ([name, each]) =>
        `${name} ${medianOf(each, 'cpuMs').toFixed(3)} ms of CPU, ${Math.round(medianOf(each, 'perSecond'))}/s`,
    )
    .join('; ');
}

function costsOf(calls: Calls, concurrency: number): Promise<Record<string, Cost[]>> {
  const timed = Object.entries(calls).map(([name, call]) => [name, () => callFor(roundMs, concurrency, call)] as const);
  return measure(Object.fromEntries(timed));
}

function againstOfficial(what: string, costs: Record<string, Cost[]>): Row[] {
  const { ours = [], official = [] } = costs;
  const comparedWith = 'Voximplant’s official client';
  const beside = show(costs);
  return [
    { what: `${what}: CPU`, comparedWith, figure: ratio(ours, official, 'cpuMs'), target: { atMost: 0.125 }, beside },
    {
      what: `${what}: calls/s`,
      comparedWith,
      figure: ratio(ours, official, 'perSecond'),
      target: { atLeast: 6 },
      beside: '',
    },
  ];
}

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
    beside: show({ ours, ...others }),
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
  const official = (await openOfficialVoximplant(baseUrl, credentials)).RoleSystem;
  const others = openOtherClients(baseUrl);
  const dispatcher = new Agent();

  const wanted = { newSubuserName: 'orbit_labs', newSubuserPassword: password, description: 'Support desk' };
  const create: Calls = {
    voximplant: () => onVoximplant.create({ name: 'orbit_labs', password, description: 'Support desk' }),
    official: () => official.addSubUser(wanted),
    vobiz: () => onVobiz.create({ name: 'Orbit Labs Billing' }),
  };
  const get: Calls = {
    ours: () => onVoximplant.get('7'),
    official: () => official.getSubUsers({ subuserId: 7, withRoles: true }),
  };
  // How low it can be, for who wants to know what a missed target is made of.
  const headers = { authorization: 'Bearer a-token', 'content-type': 'application/x-www-form-urlencoded' };
  const form = 'new_subuser_name=orbit_labs&new_subuser_password=Abcdefg1%21xyz&description=Support%20desk';
  const asked = { dispatcher, method: 'POST', headers, body: form } as const;
  create['floor'] = async () =>
    JSON.parse(await (await request(`${baseUrl}/platform_api/AddSubUser`, asked)).body.text());
  const list: Calls = { voximplant: () => voximplant.listPage({}), vobiz: () => vobiz.listPage({}) };
  for (const [name, client] of Object.entries(others)) [create[name], list[name]] = [client.create, client.list];
  // Who answers quickly because it was refused is no contender.
  assert.match(JSON.stringify(await create['official']?.()), /"subuserId":\d/u);
  assert.match(JSON.stringify(await get['official']?.()), /"subuserId":7,/u);
  for (const { create: make, list: read } of Object.values(others)) {
    assert.match(JSON.stringify(await make()), /Billing|created/u);
    assert.equal((await read()).length, listed);
  }

  const rows: Row[] = [];
  for (const concurrency of [1, 16]) {
    const at = `${concurrency} at a time`;
    const created = await costsOf(create, concurrency);
    const listedCosts = await costsOf(list, concurrency);
    const { voximplant: ours = [], official: theirs = [], vobiz: ourVobiz = [], floor = [] } = created;
    rows.push(
      ...againstOfficial(`\`create\` on Voximplant, ${at}`, { ours, official: theirs, floor }),
      ...againstOfficial(`\`get\` on Voximplant, ${at}`, await costsOf(get, concurrency)),
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
  await Promise.all([onVoximplant.close(), onVobiz.close(), dispatcher.close()]);
  await server.close();
  return rows;
}
