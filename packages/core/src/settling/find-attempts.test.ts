import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from '../ports/clock.ts';
import { longAgo } from '../ports/moment.ts';
import { createMemoryProvider, type MemoryOptions, type MemoryProvider } from '../memory/index.ts';
import { createFindAttempts } from './find-attempts.ts';
import type { SubUserProvider } from '../provider/provider.ts';
import { SignalHub } from '../ports/signal-hub.ts';
import { TagWatch } from './tag-watch.ts';
import { ManualClock } from '../testing/manual-clock.ts';

const hour = 3_600_000;
const nonceFor = (place: number): string => `nonce${place}aaaa`;

/** A carrier with one sub-user a page, created at these hours of its clock; the first contains `nonceFor(0)`. */
async function carrierOf(hours: readonly number[], options: MemoryOptions = {}): Promise<MemoryProvider> {
  const clock = new ManualClock({ time: 0 });
  const provider = createMemoryProvider({ clock, pageSize: 1, ...options });
  for (const [place, at] of hours.entries()) {
    clock.time = at * hour;
    await provider.create({ name: 'Acme', description: `[ref:~${nonceFor(place)}]` });
  }
  return provider;
}

/** Our own clock shows the time of the last attempt. */
async function idsFound(provider: SubUserProvider, attempts: [place: number, sentAt: number][]): Promise<string[]> {
  const latest = Math.max(...attempts.map(([, at]) => at * hour));
  const sought = attempts.map(([place, at]) => ({
    nonce: nonceFor(place),
    sentAt: { time: at * hour, monotonicMs: at * hour - latest },
    endedAtMs: 0,
  }));
  const clock = new ManualClock({ time: latest });
  return (await createFindAttempts(provider, clock, new SignalHub(), new TagWatch(provider))(sought, {})).arrivals.map(
    ({ subUser }) => subUser.id,
  );
}

const pagesOf = ({ operations }: MemoryProvider): number => operations.filter((each) => each === 'listPage').length;

test.each([4, 400])(
  'a carrier is read far enough, though its clock is behind ours, which says %i o’clock',
  async (ours) => {
    const provider = await carrierOf([1, 2.1, 2.9]);
    expect(await idsFound(provider, [[1, ours]])).toEqual(['m2']);
  },
);

test('no further back than an hour before the oldest attempt that is still sought', async () => {
  const provider = await carrierOf([1, 2, 3, 10]);
  // The one of 1 o’clock would be four pages away. It is found on the first, and the second shows that there is no other; the
  // third was requested ahead.
  expect(await idsFound(provider, [[3, 1]])).toEqual(['m4']);
  expect(pagesOf(provider)).toBe(3);
  // One of half past ten that never came: the row of 3 o’clock says so, and the one of 1 o’clock is found by then. The page
  // after it was requested ahead.
  expect(
    await idsFound(provider, [
      [3, 1],
      [9, 10.5],
    ]),
  ).toEqual(['m4']);
  expect(pagesOf(provider)).toBe(3 + 3);
});

test('dates end nothing where the list comes in no stated order', async () => {
  const provider = await carrierOf([1, 2, 30], {
    traits: { listing: { order: 'unstated', shiftEvidence: 'overlap' } },
    pageSize: 2,
  });
  expect(await idsFound(provider, [[2, 30]])).toEqual(['m3']);
});

test('no listener remains on a signal that is used for many calls', async () => {
  const provider = await carrierOf([1]);
  const findAttempts = createFindAttempts(provider, systemClock, new SignalHub(), new TagWatch(provider));
  const { signal } = new AbortController();
  await findAttempts([{ nonce: nonceFor(0), sentAt: longAgo, endedAtMs: 0 }], { signal });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  await provider.close();
  await expect(findAttempts([{ nonce: nonceFor(0), sentAt: longAgo, endedAtMs: 0 }], { signal })).rejects.toMatchObject(
    {
      code: 'failed-precondition',
    },
  );
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
