// Reading an account of 10,000 through `openSubUsers` against the shortest script that can: undici and JSON.parse.
import { openSubUsers } from '@subuser/core';
import { startVobizEmulator } from '@subuser/emulator';
import { createVobiz } from '@subuser/vobiz';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { compare } from './ratio.ts';

const rows = 10_000;
const size = 100;

/** What the emulator answers, recorded once, so that the speed of a server that thinks plays no part. */
const emulator = await startVobizEmulator();
emulator.control.seed(rows);
const { authId, authToken } = emulator.credentials;
const path = `/api/v1/accounts/${authId}/sub-accounts/`;
const headers = { 'x-auth-id': authId, 'x-auth-token': authToken };
const agent = new Agent({ connections: 1 });
const pages: string[] = [];
for (let page = 1; page <= rows / size; page += 1) {
  const reply = await request(`${emulator.origin}${path}?page=${page}&size=${size}`, { headers, dispatcher: agent });
  pages.push(await reply.body.text());
}
await emulator.close();

const server = createServer((asked, reply) => {
  const page = Number(new URL(asked.url ?? '/', 'http://localhost').searchParams.get('page'));
  reply.setHeader('content-type', 'application/json').end(pages[page - 1]);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const subUsers = openSubUsers(createVobiz({ authId, authToken, baseUrl }));

async function script(): Promise<number> {
  let count = 0;
  for (let page = 1; page <= pages.length; page += 1) {
    const reply = await request(`${baseUrl}${path}?page=${page}&size=${size}`, { headers, dispatcher: agent });
    count += (JSON.parse(await reply.body.text()) as { sub_accounts: unknown[] }).sub_accounts.length;
  }
  return count;
}

async function ours(): Promise<number> {
  let count = 0;
  for await (const _ of subUsers.list()) count += 1;
  return count;
}

await compare(`listing ${rows}, against a script that checks nothing`, 0.25, ours, script);
await Promise.all([subUsers.close(), agent.close()]);
server.close();
