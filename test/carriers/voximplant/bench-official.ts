// `create` and `get` on Voximplant beside its official Node client, doing the same on the same server, over TLS, as each comes
// by default. In a process of their own: other clients would make Node's own code slower for both.
import assert from 'node:assert/strict';
import { openSubUsers } from '@subuser/core';
import { startVoximplantEmulator } from '@subuser/emulator';
import { createVoximplant } from '@subuser/voximplant';
import { Agent, request } from 'undici';
import { ownAuthority } from '../../bench/authority.ts';
import { type Cost, measureCalls, ratio, showCalls } from '../../bench/measure.ts';
import { openOfficialVoximplant } from './official-client-of-bench.ts';
import type { Row } from '../../bench/row.ts';
import { startServer } from '../../bench/start-server.ts';

const roundMs = 500;
const name = 'orbit_labs';
const password = 'Abcdefg1!xyz';
const description = 'Support desk';

function rowsOf(what: string, costs: Record<'ours' | 'official' | 'floor', Cost[]>): Row[] {
  const { ours, official } = costs;
  const comparedWith = 'Voximplant’s official client';
  return [
    {
      what: `${what}: CPU`,
      comparedWith,
      figure: ratio(ours, official, 'cpuMs'),
      target: { atMost: 0.125 },
      beside: showCalls(costs),
    },
    {
      what: `${what}: calls/s`,
      comparedWith,
      figure: ratio(ours, official, 'perSecond'),
      target: { atLeast: 6 },
      beside: '',
    },
  ];
}

export async function bench(): Promise<Row[]> {
  const server = await startServer({ rows: 20, tls: await ownAuthority() });
  // Only its key: the bench server believes every token.
  const { credentials, ...emulator } = await startVoximplantEmulator();
  await emulator.close();
  const subUsers = openSubUsers(createVoximplant({ credentials, baseUrl: server.origin }));
  const official = (await openOfficialVoximplant(server.origin, credentials)).RoleSystem;
  // How low it can be, for who wants to know what a figure is made of: the same request by undici alone.
  const dispatcher = new Agent();
  const authorization = 'Bearer a-token';
  const bare = async (path: string, body = ''): Promise<unknown> => {
    const headers = { authorization, ...(body !== '' && { 'content-type': 'application/x-www-form-urlencoded' }) };
    const options = { dispatcher, method: 'POST', headers, body } as const;
    return JSON.parse(await (await request(`${server.origin}/platform_api/${path}`, options)).body.text());
  };
  const form = new URLSearchParams({ new_subuser_name: name, new_subuser_password: password, description }).toString();

  const calls = {
    create: {
      ours: () => subUsers.create({ name, password, description }),
      official: () => official.addSubUser({ newSubuserName: name, newSubuserPassword: password, description }),
      floor: () => bare('AddSubUser', form),
    },
    get: {
      ours: () => subUsers.get('7'),
      official: () => official.getSubUsers({ subuserId: 7, withRoles: true }),
      floor: () => bare('GetSubUsers?subuser_id=7&with_roles=true'),
    },
  } as const;
  // Who answers quickly because it was refused is no contender.
  assert.match(JSON.stringify(await calls.create.official()), /"subuserId":\d/u);
  assert.match(JSON.stringify(await calls.get.official()), /"subuserId":7,/u);

  const rows: Row[] = [];
  // Many at a time first: so many calls are made then that V8 has its fast code ready for the others.
  for (const concurrency of [16, 1])
    for (const [method, sides] of Object.entries(calls)) {
      const costs = await measureCalls<'ours' | 'official' | 'floor'>(sides, roundMs, concurrency);
      rows.push(...rowsOf(`\`${method}\` on Voximplant, ${concurrency} at a time`, costs));
    }
  await Promise.all([subUsers.close(), dispatcher.close()]);
  await server.close();
  return rows;
}
