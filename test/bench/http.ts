// One call of @subuser/http against bare undici.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { paceSchema, retriesSchema, timeoutsSchema } from '@subuser/core';
import { createHttp } from '@subuser/http';
import { Agent, request } from 'undici';
import { compare } from './ratio.ts';

const body = JSON.stringify({ sub_accounts: Array.from({ length: 25 }, (_, id) => ({ id, name: `name ${id}` })) });
const server = createServer((_, reply) => reply.setHeader('content-type', 'application/json').end(body));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const agent = new Agent({ connections: 64 });
const http = createHttp({
  carrier: 'bench',
  baseUrl: origin,
  timeouts: timeoutsSchema.parse({}),
  retries: retriesSchema.parse({}),
  pace: paceSchema.parse({}),
});

async function undici(): Promise<unknown> {
  return JSON.parse(await (await request(`${origin}/list`, { dispatcher: agent })).body.text());
}

function ours(): Promise<unknown> {
  return http.send({
    operation: 'list',
    effect: 'read',
    method: 'GET',
    path: '/list',
    headers: () => ({}),
    decode: ({ text }) => JSON.parse(text) as unknown,
  });
}

/** As many calls as go into 0.7 s. */
async function calls(call: () => Promise<unknown>, concurrency: number): Promise<number> {
  const until = performance.now() + 700;
  let count = 0;
  const work = async (): Promise<void> => {
    for (; performance.now() < until; count += 1) await call();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return count;
}

for (const concurrency of [1, 64])
  await compare(
    `calls, ${concurrency} at once, against bare undici`,
    0.8,
    () => calls(ours, concurrency),
    () => calls(undici, concurrency),
  );
await Promise.all([http.close(), agent.close()]);
server.close();
