// An apply under a carrier's limit of requests a second: how near it comes, and that it is never refused.
import { openSubUsers } from '@subuser/core';
import { createVobiz } from '@subuser/vobiz';
import type { Limit } from './limiter.ts';
import { median } from './measure.ts';
import { applyWhole, planCreates } from './migration.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const perSecond = 200;
const creates = 1200;
const rounds = 5;

interface Contest {
  name: string;
  kind: Limit['kind'];
  /** As its user would set it. */
  pace: { perSecond: number; burst?: number };
}

const contests: readonly Contest[] = [
  { name: 'a token bucket of 20', kind: { bucket: 20 }, pace: { perSecond } },
  // One second may hold a start more than `perSecond`, and the way there may take one request longer than the next.
  { name: 'a strict sliding second', kind: 'window', pace: { perSecond: perSecond - 4, burst: 3 } },
];

async function rowsOf({ name, kind, pace }: Contest): Promise<Row[]> {
  const { origin, seen, close } = await startServer({ rows: 0, latencyMs: 20, limit: { perSecond, kind } });
  const credentials = { authId: 'MA_B73SSH8S', authToken: 'a-token-of-forty-characters-in-all-12345' };
  const target = openSubUsers(createVobiz({ ...credentials, baseUrl: origin, pace }));
  const plan = await planCreates(creates, target);
  const speeds: number[] = [];
  let refused = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await applyWhole(plan, target, 16);
    speeds.push((creates * 1000) / (performance.now() - start));
    refused += (await seen()).refused;
  }
  await target.close();
  await close();
  const what = `apply of ${creates} creates under ${perSecond} requests/s, by ${name}`;
  const each = speeds.map((speed) => speed.toFixed(1)).join(', ');
  return [
    {
      what: `${what}: speed`,
      comparedWith: 'the limit',
      figure: median(speeds) / perSecond,
      target: { atLeast: 0.97 },
      beside: `creates/s: ${each}; paced by ${JSON.stringify(pace)}`,
    },
    { what: `${what}: answered with 429`, comparedWith: 'none', figure: refused, target: { atMost: 0 }, beside: '' },
  ];
}

export async function bench(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const contest of contests) rows.push(...(await rowsOf(contest)));
  return rows;
}
