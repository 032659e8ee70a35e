// `create` and a page of a list beside Twilio's, Plivo's and Vonage's official Node clients, which make and list their own
// kind of sub-account. All on one server, over TLS, as each comes by default.
import assert from 'node:assert/strict';
import { openSubUsers } from '@subuser/core';
import { ownAuthority } from './authority.ts';
import { benchCarriers } from './bench-carrier.ts';
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

export async function bench(): Promise<Row[]> {
  const server = await startServer({ rows: listed, tls: await ownAuthority() });
  const carriers = (await benchCarriers()).map(({ name, draft, open }) => ({
    name,
    draft,
    provider: open(server.origin),
  }));
  const others = openOtherClients(server.origin);
  const create: Calls = Object.fromEntries(
    carriers.map(({ name, provider, draft }) => {
      const subUsers = openSubUsers(provider);
      return [name, () => subUsers.create(draft)];
    }),
  );
  const list: Calls = Object.fromEntries(carriers.map(({ name, provider }) => [name, () => provider.listPage({})]));
  for (const [name, client] of Object.entries(others)) [create[name], list[name]] = [client.create, client.list];
  // A client that answers quickly because it was refused is no contender.
  for (const { create: make, list: read } of Object.values(others)) {
    assert.match(JSON.stringify(await make()), /Billing|created/u);
    assert.equal((await read()).length, listed);
  }

  const rows: Row[] = [];
  // Many at a time first: so many calls are made then that V8 has its fast code ready for the others.
  for (const concurrency of [16, 1])
    for (const [what, calls] of [
      ['`create`', create],
      [`a page of ${listed}`, list],
    ] as const) {
      const costs = await measureCalls(calls, roundMs, concurrency);
      const theirs = Object.fromEntries(Object.keys(others).map((name) => [name, costs[name] ?? []]));
      for (const { name } of carriers)
        rows.push(againstLeanest(`${what} on ${name}, ${concurrency} at a time`, costs[name] ?? [], theirs));
    }
  await Promise.all(carriers.map(({ provider }) => provider.close()));
  await server.close();
  return rows;
}
