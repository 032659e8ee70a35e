// An apply under a carrier's limit of requests a second: how near it comes, and that it is never refused.
import { openSubUsers } from '@subuser/core';
import { type Named, issuingCarrier } from './bench-carrier.ts';
import type { Limit } from './limiter.ts';
import { median } from './measure.ts';
import { applyWhole, planCreates } from './migration.ts';
import type { Row } from './row.ts';
import { startServer } from './start-server.ts';

const perSecond = 200;
const creates = 2000;
const rounds = 3;

interface Contest {
  kind: Limit['kind'];
  /** As its user would set it. */
  pace: { perSecond: number; burst?: number };
}

/** The shares of the limit that the rounds reached, and how often the carrier refused in all of them. */
async function contend(carrier: Named, { kind, pace }: Contest): Promise<{ shares: number[]; refused: number }> {
  const { origin, seen, close } = await startServer({ rows: 0, latencyMs: 20, limit: { perSecond, kind } });
  const target = openSubUsers(carrier.open(origin, { pace }));
  const plan = await planCreates(creates, target);
  const shares: number[] = [];
  let refused = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await applyWhole(plan, target, 16);
    shares.push((creates * 1000) / (performance.now() - start) / perSecond);
    refused += (await seen()).refused;
  }
  await target.close();
  await close();
  return { shares, refused };
}

const show = (shares: readonly number[]): string => shares.map((share) => share.toFixed(3)).join(', ');

export async function bench(): Promise<Row[]> {
  const carrier = await issuingCarrier();
  const bucket = await contend(carrier, { kind: { bucket: 20 }, pace: { perSecond } });
  // In one second the pacer may start `perSecond` and `burst`, and the way there may take one request longer than others.
  const strict = { perSecond: perSecond - 3, burst: 2 };
  const window = await contend(carrier, { kind: 'window', pace: strict });
  const what = `apply of ${creates} creates under a carrier limit of ${perSecond} requests/s (a token bucket of 20)`;
  return [
    {
      what: `${what}: speed`,
      comparedWith: 'the limit',
      figure: median(bucket.shares),
      target: { atLeast: 0.97 },
      beside: `paced by { perSecond: ${perSecond} }: ${show(bucket.shares)}`,
    },
    {
      what: `${what}: answered with 429`,
      comparedWith: 'none',
      figure: bucket.refused,
      target: { atMost: 0 },
      beside: `where no second may hold more than ${perSecond}, wherever it begins, paced by ${JSON.stringify(strict)}: ${show(window.shares)}; ${window.refused} × 429`,
    },
  ];
}
