import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ManualClock } from './manual-clock.ts';
import { settled } from './settled.ts';

test('time passes only by hand; a correction of the time of day moves no monotonic clock and wakes nobody', async () => {
  const clock = new ManualClock({ time: 1_000, sleeps: 'until-advanced' });
  expect([clock.now(), clock.monotonicMs()]).toEqual([1_000, 0]);
  void clock.sleep(30);
  clock.time = 500;
  expect([clock.now(), clock.monotonicMs()]).toEqual([500, 0]);
  await clock.advance(20);
  expect([clock.now(), clock.monotonicMs()]).toEqual([520, 20]);
  clock.time = 9_000;
  await clock.advance(9);
  expect([clock.now(), clock.monotonicMs(), clock.sleepers]).toEqual([9_009, 29, 1]);
  await clock.advance(1);
  expect(clock.sleepers).toBe(0);
});

test('while it stalls, time passes and no timer fires', async () => {
  const clock = new ManualClock({ time: 0, sleeps: 'until-advanced' });
  void clock.sleep(10);
  clock.stall(25);
  expect([clock.now(), clock.monotonicMs(), clock.sleepers]).toEqual([25, 25, 1]);
  await clock.advance(0);
  expect([clock.monotonicMs(), clock.sleepers]).toEqual([25, 0]);
});

describe('sleeps that end at once', () => {
  test('move the clock by what was slept', async () => {
    const clock = new ManualClock({ time: 0 });
    const first = clock.sleep(30);
    expect(clock.now()).toBe(30);
    await first;
    await clock.sleep(12);
    expect([clock.now(), clock.delays, clock.sleepers]).toEqual([42, [30, 12], 0]);
  });

  test('run what was planned for the time that they reach, earlier plans first', async () => {
    const clock = new ManualClock({ time: 0 });
    const ran: string[] = [];
    const plan = (inMs: number, name: string): void => clock.plan(inMs, async () => void ran.push(name));
    plan(30, 'third');
    plan(20, 'second');
    plan(40, 'never');
    clock.plan(10, async () => {
      ran.push('first');
      plan(5, 'at the next sleep');
    });
    await clock.sleep(30);
    expect(ran).toEqual(['first', 'second', 'third']);
    await clock.sleep(5);
    expect(ran.slice(3)).toEqual(['at the next sleep']);
  });

  test('reject with the reason of a signal that was aborted before', async () => {
    const clock = new ManualClock({ time: 0 });
    await expect(clock.sleep(5, AbortSignal.abort('enough'))).rejects.toBe('enough');
    expect([clock.now(), clock.delays]).toEqual([0, []]);
  });
});

describe('sleeps until advanced', () => {
  test('end in the order of their times, each at its own time', async () => {
    const clock = new ManualClock({ time: 0, sleeps: 'until-advanced' });
    const woken: [string, number][] = [];
    async function sleeper(name: string, ...delays: number[]): Promise<void> {
      for (const delay of delays) await clock.sleep(delay);
      woken.push([name, clock.now()]);
    }
    void sleeper('long', 100);
    void sleeper('short', 30);
    void sleeper('twice', 40, 20);
    void sleeper('later', 101);
    await clock.advance(100);
    expect(woken).toEqual([
      ['short', 30],
      ['twice', 60],
      ['long', 100],
    ]);
    expect(clock.sleepers).toBe(1);
  });

  test('can be cancelled, and leave no listener', async () => {
    const clock = new ManualClock({ time: 0, sleeps: 'until-advanced' });
    const caller = new AbortController();
    const cancelled = clock.sleep(10, caller.signal).catch((reason: unknown) => reason);
    caller.abort('enough');
    expect([await cancelled, clock.sleepers]).toEqual(['enough', 0]);
    const { signal } = new AbortController();
    void clock.sleep(10, signal);
    await settled();
    await clock.advance(10);
    expect([clock.sleepers, getEventListeners(signal, 'abort')]).toEqual([0, []]);
  });

  test('and plans run when the clock is advanced past them', async () => {
    const clock = new ManualClock({ time: 0, sleeps: 'until-advanced' });
    const at: number[] = [];
    clock.plan(10, async () => void at.push(clock.now()));
    await clock.advance(9);
    expect(at).toEqual([]);
    await clock.advance(1);
    expect(at).toEqual([10]);
  });
});
