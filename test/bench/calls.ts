// What `get` and `create` on Vobiz cost beside the floor: undici's `request` with the same Agent settings and headers,
// `JSON.stringify` and `JSON.parse`, and nothing else.
import { openSubUsers } from '@subuser/core';
import { createVobiz } from '@subuser/vobiz';
import { Agent, request } from 'undici';
import { type Cost, measureCalls, medianOf, ratio } from './measure.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const authId = 'MA_B73SSH8S';
const authToken = 'a-token-of-forty-characters-in-all-12345';
const draft = { name: 'Orbit Labs Billing', email: 'desk@customer.example', description: 'Billing of Orbit Labs' };
const roundMs = 700;

function beside(ours: Cost[], floor: Cost[]): string {
  const [cpu, speed] = [ratio(ours, floor, 'cpuMs'), ratio(ours, floor, 'perSecond')];
  const show = (costs: Cost[]): string =>
    `${medianOf(costs, 'cpuMs').toFixed(3)} ms of CPU, ${Math.round(medianOf(costs, 'perSecond'))}/s`;
  return `CPU ${cpu.toFixed(2)}, speed ${speed.toFixed(2)}; ours ${show(ours)}; floor ${show(floor)}`;
}

export async function bench(): Promise<Row[]> {
  const { origin, close } = await startServer();
  const subUsers = openSubUsers(createVobiz({ authId, authToken, baseUrl: origin }));
  const dispatcher = new Agent({ pipelining: 1 });
  const base = `${origin}/api/v1/accounts/${authId}/sub-accounts`;
  const headers = { 'x-auth-id': authId, 'x-auth-token': authToken, accept: 'application/json' };
  const options = { dispatcher, headersTimeout: 0, bodyTimeout: 0 };

  const calls = {
    get: {
      ours: () => subUsers.get('SA_00000001'),
      floor: async () => JSON.parse(await (await request(`${base}/SA_00000001`, { ...options, headers })).body.text()),
    },
    create: {
      ours: () => subUsers.create(draft),
      floor: async () => {
        const body = JSON.stringify(draft);
        const asked = { ...options, method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body };
        return JSON.parse(await (await request(`${base}/`, asked)).body.text());
      },
    },
  } as const;

  const rows: Row[] = [];
  // Many at a time first: so many calls are made then that V8 has its fast code ready for the others.
  for (const concurrency of [64, 1])
    for (const [name, sides] of Object.entries(calls)) {
      const costs = await measureCalls<'ours' | 'floor'>(sides, roundMs, concurrency);
      const what = `\`${name}\` on Vobiz, ${concurrency} at a time`;
      const said = beside(costs.ours, costs.floor);
      const comparedWith = 'bare undici `request`';
      rows.push(
        {
          what: `${what}: CPU`,
          comparedWith,
          figure: ratio(costs.ours, costs.floor, 'cpuMs'),
          target: { atMost: 1.25 },
          beside: said,
        },
        {
          what: `${what}: calls/s`,
          comparedWith,
          figure: ratio(costs.ours, costs.floor, 'perSecond'),
          target: { atLeast: 0.85 },
          beside: '',
        },
      );
    }
  await Promise.all([subUsers.close(), dispatcher.close()]);
  await close();
  return rows;
}
