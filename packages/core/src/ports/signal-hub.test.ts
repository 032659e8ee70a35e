import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { SignalHub } from './signal-hub.ts';

test('many listen through one listener, and are told once', () => {
  const hub = new SignalHub();
  const controller = new AbortController();
  const told: number[] = [];
  const leave = Array.from({ length: 50 }, (_, number) => hub.listen(controller.signal, () => told.push(number)));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  leave[1]?.();
  controller.abort();
  controller.abort();
  expect(told).toStrictEqual([0, ...Array.from({ length: 48 }, (_, index) => index + 2)]);
});

test('the last one who leaves takes the listener away', () => {
  const hub = new SignalHub();
  const { signal } = new AbortController();
  const first = hub.listen(signal, () => undefined);
  const second = hub.listen(signal, () => undefined);
  first();
  first();
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  second();
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('who leaves twice does not take the place of those who came later', () => {
  const hub = new SignalHub();
  const controller = new AbortController();
  const told: string[] = [];
  const first = hub.listen(controller.signal, () => told.push('first'));
  first();
  hub.listen(controller.signal, () => told.push('second'));
  first();
  hub.listen(controller.signal, () => told.push('third'));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  controller.abort();
  expect(told).toStrictEqual(['second', 'third']);
});

test('one may leave while it is told', () => {
  const hub = new SignalHub();
  const controller = new AbortController();
  const told: string[] = [];
  const leave = hub.listen(controller.signal, () => {
    told.push('first');
    leave();
  });
  hub.listen(controller.signal, () => told.push('second'));
  controller.abort();
  expect(told).toStrictEqual(['first', 'second']);
});
