// What single calls and short lists cost beside the floor: undici's `request` with the same Agent settings, headers and
// body, and `JSON.parse`, and nothing else.
import { openSubUsers } from '@subuser/core';
import { Agent } from 'undici';
import { benchCarriers, listBare, type Named, sendBare } from './bench-carrier.ts';
import { type Cost, differenceOf, measureCalls, ratio, showCalls } from './measure.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const roundMs = 700;
const page = 20;
const comparedWith = 'bare undici `request`';

type Sides = Record<'ours' | 'floor', () => Promise<unknown>>;

function rowsOf(what: string, costs: Record<'ours' | 'floor', Cost[]>): Row[] {
  const { ours, floor } = costs;
  const cpu = ratio(ours, floor, 'cpuMs');
  return [
    {
      what: `${what}: CPU`,
      comparedWith,
      figure: cpu,
      target: { atMost: 1.25 },
      beside: `${differenceOf(ours, floor)} a call; ${showCalls(costs)}`,
    },
    {
      what: `${what}: calls/s`,
      comparedWith,
      figure: ratio(ours, floor, 'perSecond'),
      target: { atLeast: 0.85 },
      beside: '',
    },
  ];
}

/** A server with so many rows in one of the documented forms, and an account on it. */
async function withAccount(
  carrier: Named,
  settings: { rows: number; form?: string },
  act: (sides: {
    open: ReturnType<typeof openSubUsers>;
    provider: ReturnType<Named['open']>;
    bare: BareCalls;
  }) => Promise<void>,
): Promise<void> {
  const { origin, close } = await startServer(settings);
  const provider = carrier.open(origin);
  const dispatcher = new Agent({ pipelining: 1 });
  const { bare, draft } = carrier;
  await act({
    provider,
    open: openSubUsers(provider),
    bare: {
      get: () => sendBare(origin, dispatcher, bare.get()),
      create: () => sendBare(origin, dispatcher, bare.create(draft)),
      page: () => sendBare(origin, dispatcher, bare.page(page)),
      list: () => listBare(origin, dispatcher, carrier),
    },
  });
  await Promise.all([provider.close(), dispatcher.close()]);
  await close();
}

type BareCalls = Record<'get' | 'create' | 'page' | 'list', () => Promise<unknown>>;

export async function bench(): Promise<Row[]> {
  const rows: Row[] = [];
  const add = async (what: string, sides: Sides, concurrency: number): Promise<void> => {
    const costs = await measureCalls<'ours' | 'floor'>(sides, roundMs, concurrency);
    rows.push(...rowsOf(`${what}, ${concurrency} at a time`, costs));
  };
  for (const carrier of await benchCarriers()) {
    const { name, draft, id, forms } = carrier;
    await withAccount(carrier, { rows: page }, async ({ open, bare }) => {
      // Many at a time first: so many calls are made then that V8 has its fast code ready for the others.
      for (const concurrency of [64, 1]) {
        await add(`\`get\` on ${name}`, { ours: () => open.get(id), floor: bare.get }, concurrency);
        await add(`\`create\` on ${name}`, { ours: () => open.create(draft), floor: bare.create }, concurrency);
      }
    });
    for (const form of forms)
      await withAccount(carrier, { rows: page, form }, async ({ provider, bare }) => {
        const sides = { ours: () => provider.listPage({}), floor: bare.page };
        await add(`a page of ${page} on ${name}, ${form}`, sides, 16);
      });
    for (const count of [1, 20, 100])
      await withAccount(carrier, { rows: count }, async ({ open, bare }) => {
        const ours = async (): Promise<void> => {
          let seen = 0;
          for await (const _ of open.list()) seen += 1;
          if (seen !== count) throw new Error(`${name}: ${seen} of ${count} rows came`);
        };
        await add(`\`list\` of ${count} on ${name}`, { ours, floor: bare.list }, 16);
      });
  }
  return rows;
}
