// How fast is one call of @subuser/http against bare undici? A ratio, so that it means the same on every machine.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { paceSchema, retriesSchema, timeoutsSchema } from '@subuser/core';
import { createHttp } from '@subuser/http';
import { Agent, request } from 'undici';

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
const ways = {
  undici: async () => JSON.parse(await (await request(`${origin}/list`, { dispatcher: agent })).body.text()) as unknown,
  ours: () =>
    http.send({
      operation: 'list',
      effect: 'read',
      method: 'GET',
      path: '/list',
      headers: () => ({}),
      decode: ({ text }) => JSON.parse(text) as unknown,
    }),
};

async function callsPerSecond(call: () => Promise<unknown>, concurrency: number): Promise<number> {
  const until = performance.now() + 700;
  let calls = 0;
  const work = async (): Promise<void> => {
    for (; performance.now() < until; calls += 1) await call();
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return calls / 0.7;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** At least this much of bare undici's speed. */
const target = 0.8;
for (const concurrency of [1, 64]) {
  const ratios: number[] = [];
  // Turn about, so that a busy moment hits both.
  for (let round = 0; round < 7; round += 1) {
    const bare = await callsPerSecond(ways.undici, concurrency);
    ratios.push((await callsPerSecond(ways.ours, concurrency)) / bare);
  }
  const ratio = median(ratios);
  process.stdout.write(`concurrency ${concurrency}: ${ratio.toFixed(2)} of bare undici (target ${target})\n`);
  if (ratio < target) process.exitCode = 1;
}
await Promise.all([http.close(), agent.close()]);
server.close();
