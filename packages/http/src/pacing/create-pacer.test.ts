import { getEventListeners } from 'node:events';
import type { Pace } from '../connection-options.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock, settled } from '@subuser/core/testing';
import { createPacer } from './create-pacer.ts';

/** A pacer at whose gate numbered requests are noted as they start, with the time since the beginning. */
function observe(pace: Pace) {
  const clock = new ManualClock({ time: 0, sleeps: 'until-advanced' });
  const pacer = createPacer(pace, clock);
  const starts: [number, at: number][] = [];
  const leave = new Map<number, () => void>();
  const enter = async (number: number, signal?: AbortSignal): Promise<void> => {
    const leaving = await pacer.enter(signal);
    starts.push([number, clock.monotonicMs()]);
    leave.set(number, leaving);
  };
  return { clock, pacer, starts, leave, enter };
}

describe('concurrency', () => {
  test('first come first served, each as soon as one leaves', async () => {
    const { starts, leave, enter, clock } = observe({ concurrency: 2, burst: 1 });
    for (let number = 0; number < 5; number += 1) void enter(number);
    await settled();
    expect(starts.map(([number]) => number)).toStrictEqual([0, 1]);
    leave.get(1)?.();
    await settled();
    expect(starts.map(([number]) => number)).toStrictEqual([0, 1, 2]);
    leave.get(0)?.();
    leave.get(2)?.();
    await settled();
    expect(starts.map(([number]) => number)).toStrictEqual([0, 1, 2, 3, 4]);
    expect(clock.delays).toStrictEqual([]);
  });

  test('nor one that comes when the turn of those who wait has come, but their timer is late', async () => {
    const { starts, enter, clock } = observe({ concurrency: 9, perSecond: 1, burst: 1 });
    void enter(0);
    void enter(1);
    await settled();
    clock.stall(2500);
    void enter(2);
    await settled();
    expect(starts).toStrictEqual([[0, 0]]);
    await clock.advance(2000);
    expect(starts).toStrictEqual([
      [0, 0],
      [1, 2500],
      [2, 3500],
    ]);
  });

  test('leaving twice frees one place', async () => {
    const { starts, leave, enter } = observe({ concurrency: 1, burst: 1 });
    for (let number = 0; number < 3; number += 1) void enter(number);
    await settled();
    leave.get(0)?.();
    leave.get(0)?.();
    await settled();
    expect(starts.map(([number]) => number)).toStrictEqual([0, 1]);
  });

  test('a newcomer does not overtake those who wait', async () => {
    const { starts, leave, enter, clock } = observe({ concurrency: 1, perSecond: 1, burst: 1 });
    void enter(0);
    void enter(1);
    await settled();
    leave.get(0)?.();
    await clock.advance(500);
    void enter(2);
    await clock.advance(500);
    leave.get(1)?.();
    await clock.advance(1000);
    expect(starts).toStrictEqual([
      [0, 0],
      [1, 1000],
      [2, 2000],
    ]);
  });
});

describe('rate', () => {
  test('exact start times', async () => {
    const { starts, enter, clock } = observe({ concurrency: 64, perSecond: 4, burst: 2 });
    for (let number = 0; number < 5; number += 1) void enter(number);
    await clock.advance(10_000);
    expect(starts).toStrictEqual([
      [0, 0],
      [1, 0],
      [2, 250],
      [3, 500],
      [4, 750],
    ]);
    // One timer at a time, however many wait.
    expect(clock.delays).toStrictEqual([250, 250, 250]);
  });

  test('a rate so low that no timer is long enough is still kept', async () => {
    const { starts, enter, clock } = observe({ concurrency: 2, perSecond: 1e-7, burst: 1 });
    void enter(0);
    void enter(1);
    await clock.advance(1e10 - 1);
    expect(starts).toHaveLength(1);
    expect(Math.max(...clock.delays)).toBe(2 ** 31 - 1);
    await clock.advance(1);
    expect(starts).toStrictEqual([
      [0, 0],
      [1, 1e10],
    ]);
  });
});

test.each([7_200_000, -7_200_000])('a time of day that is corrected by %i ms changes nothing', async (stepMs) => {
  const { starts, enter, clock, pacer } = observe({ concurrency: 9, perSecond: 1, burst: 1 });
  void enter(0);
  await settled();
  clock.time += stepMs;
  void enter(1);
  await clock.advance(1_000);
  pacer.pause(5_000);
  clock.time += stepMs;
  void enter(2);
  await clock.advance(5_000);
  expect(starts).toStrictEqual([
    [0, 0],
    [1, 1_000],
    [2, 6_000],
  ]);
});

describe('pause', () => {
  test('holds those who come and those who wait', async () => {
    const { starts, leave, enter, clock, pacer } = observe({ concurrency: 1, burst: 1 });
    void enter(0);
    void enter(1);
    await settled();
    pacer.pause(700);
    leave.get(0)?.();
    await clock.advance(699);
    expect(starts).toStrictEqual([[0, 0]]);
    await clock.advance(1);
    expect(starts).toStrictEqual([
      [0, 0],
      [1, 700],
    ]);
  });

  test('may be prolonged while somebody sleeps', async () => {
    const { starts, enter, clock, pacer } = observe({ concurrency: 1, burst: 1 });
    pacer.pause(100);
    void enter(0);
    await clock.advance(50);
    pacer.pause(200);
    await clock.advance(1000);
    expect(starts).toStrictEqual([[0, 250]]);
  });
});

describe('cancelling', () => {
  test('an aborted signal does not enter, and takes no place', async () => {
    const { starts, enter, pacer } = observe({ concurrency: 1, burst: 1 });
    await expect(pacer.enter(AbortSignal.abort('enough'))).rejects.toBe('enough');
    await enter(0);
    expect(starts).toStrictEqual([[0, 0]]);
  });

  test('who waits leaves the queue at once, with the reason of the signal; the next ones move up', async () => {
    const { starts, leave, enter } = observe({ concurrency: 1, burst: 1 });
    const ending = new AbortController();
    void enter(0);
    const waiting = enter(1, ending.signal);
    void enter(2);
    await settled();
    ending.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    leave.get(0)?.();
    await settled();
    expect(starts.map(([number]) => number)).toStrictEqual([0, 2]);
  });

  test('no timer stays behind when nobody waits any more, and no listener when one is in', async () => {
    const { clock, pacer } = observe({ concurrency: 1, burst: 1 });
    pacer.pause(1000);
    const ending = new AbortController();
    const waiting = pacer.enter(ending.signal);
    await settled();
    expect(clock.sleepers).toBe(1);
    ending.abort('enough');
    await expect(waiting).rejects.toBe('enough');
    expect(clock.sleepers).toBe(0);
    const { signal } = new AbortController();
    const entering = pacer.enter(signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await clock.advance(1000);
    await entering;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  test('who comes just as nobody waits any more is served', async () => {
    const { starts, enter, clock, pacer } = observe({ concurrency: 1, burst: 1 });
    pacer.pause(1000);
    const ending = new AbortController();
    const waiting = enter(0, ending.signal);
    await settled();
    expect(clock.sleepers).toBe(1);
    ending.abort('enough');
    const late = enter(1);
    await expect(waiting).rejects.toBe('enough');
    await settled();
    expect(clock.sleepers).toBe(1);
    await clock.advance(1000);
    await late;
    expect(starts).toStrictEqual([[1, 1000]]);
  });

  test('a clock that fails lets nobody wait for ever', async () => {
    const clock = { now: () => 0, monotonicMs: () => 0, sleep: () => Promise.reject(new Error('no clock')) };
    const pacer = createPacer({ concurrency: 1, burst: 1 }, clock);
    pacer.pause(10);
    const both = await Promise.allSettled([pacer.enter(), pacer.enter()]);
    expect(both).toMatchObject([{ reason: { message: 'no clock' } }, { reason: { message: 'no clock' } }]);
  });
});

test('for any pace, arrivals, durations and cancellations: never too many, never too often, everybody in order', async () => {
  const visits = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 300 }),
      stay: fc.integer({ min: 0, max: 800 }),
      patience: fc.option(fc.integer({ min: 0, max: 500 })),
    }),
    { minLength: 1, maxLength: 25 },
  );
  const paces = fc.record({
    concurrency: fc.integer({ min: 1, max: 5 }),
    perSecond: fc.double({ min: 0.5, max: 100, noNaN: true }),
    burst: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(paces, visits, async (pace, all) => {
      const { clock, pacer } = observe(pace);
      const starts: { number: number; at: number }[] = [];
      let underWay = 0;
      let most = 0;
      const running = all.map(async ({ stay, patience }, number) => {
        await clock.sleep(all.slice(0, number + 1).reduce((sum, { gap }) => sum + gap, 0));
        const ending = new AbortController();
        if (patience !== null) void clock.sleep(patience).then(() => ending.abort('enough'));
        const leave = await pacer.enter(ending.signal).catch(() => undefined);
        if (leave === undefined) return;
        starts.push({ number, at: clock.monotonicMs() });
        underWay += 1;
        most = Math.max(most, underWay);
        await clock.sleep(stay);
        underWay -= 1;
        leave();
      });
      await clock.advance(10_000_000);
      await Promise.all(running);
      expect(clock.sleepers).toBe(0);
      expect(most).toBeLessThanOrEqual(pace.concurrency);
      expect(starts.map(({ number }) => number)).toStrictEqual(
        starts.map(({ number }) => number).toSorted((one, two) => one - two),
      );
      for (const [first, { at: from }] of starts.entries())
        for (const [last, { at: to }] of starts.entries())
          if (last >= first)
            expect(last - first + 1).toBeLessThanOrEqual(pace.burst + ((to - from) * pace.perSecond) / 1000 + 1e-9);
    }),
    { numRuns: 50 },
  );
});
