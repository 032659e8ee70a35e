import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function watch(): { deadline: Deadline; passed: number[]; allow(milliseconds: number): void } {
  const begin = performance.now();
  const passed: number[] = [];
  const deadline = new Deadline(() => passed.push(performance.now() - begin));
  return { deadline, passed, allow: (ms) => deadline.set(performance.now() + ms, performance.now()) };
}

test('passes when it is due', () => {
  const { passed, allow } = watch();
  allow(300);
  vi.advanceTimersByTime(299);
  expect(passed).toStrictEqual([]);
  vi.advanceTimersByTime(1);
  expect(passed).toStrictEqual([300]);
});

test('moved away it passes later, by one timer at a time', () => {
  const { passed, allow } = watch();
  allow(100);
  vi.advanceTimersByTime(60);
  allow(100);
  vi.advanceTimersByTime(60);
  allow(100);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(99);
  expect(passed).toStrictEqual([]);
  vi.advanceTimersByTime(1);
  expect(passed).toStrictEqual([220]);
  expect(vi.getTimerCount()).toBe(0);
});

test('moved nearer it passes earlier', () => {
  const { passed, allow } = watch();
  allow(10_000);
  allow(50);
  vi.advanceTimersByTime(20_000);
  expect(passed).toStrictEqual([50]);
});

test('moved to a moment that is over it passes at once, and Node is not asked for a negative delay', () => {
  const setting = vi.spyOn(globalThis, 'setTimeout');
  const { passed, allow } = watch();
  allow(300);
  vi.advanceTimersByTime(100);
  allow(-40);
  allow(-40);
  expect(setting.mock.calls.map(([, delay]) => delay)).toStrictEqual([300, 0]);
  vi.advanceTimersByTime(1);
  expect(passed.length).toBe(1);
});

test('cleared it never passes', () => {
  const { deadline, passed, allow } = watch();
  allow(10);
  deadline.clear();
  allow(5);
  vi.advanceTimersByTime(1000);
  expect(passed).toStrictEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('further away than any timer of Node it does not pass at once', () => {
  const setting = vi.spyOn(globalThis, 'setTimeout');
  const { passed, allow } = watch();
  allow(2 ** 31 + 1000);
  expect(setting.mock.calls.map(([, delay]) => delay)).toStrictEqual([2 ** 31 - 1]);
  vi.advanceTimersByTime(2 ** 31 + 999);
  expect(passed).toStrictEqual([]);
  vi.advanceTimersByTime(1);
  expect(passed).toStrictEqual([2 ** 31 + 1000]);
});
