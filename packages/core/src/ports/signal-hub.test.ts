import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { SignalHub } from './signal-hub.ts';

test('many calls listen through one listener, and are notified once', () => {
  const hub = new SignalHub();
  const controller = new AbortController();
  const notified: number[] = [];
  const leave = Array.from({ length: 50 }, (_, number) => hub.listen(controller.signal, () => notified.push(number)));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  leave[1]?.();
  controller.abort();
  controller.abort();
  expect(notified).toStrictEqual([0, ...Array.from({ length: 48 }, (_, index) => index + 2)]);
});

test('the last call that stops listening removes the listener', () => {
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

test('stopping twice does not remove the listener of later calls', () => {
  const hub = new SignalHub();
  const controller = new AbortController();
  const notified: string[] = [];
  const first = hub.listen(controller.signal, () => notified.push('first'));
  first();
  hub.listen(controller.signal, () => notified.push('second'));
  first();
  hub.listen(controller.signal, () => notified.push('third'));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  controller.abort();
  expect(notified).toStrictEqual(['second', 'third']);
});

test('a call may stop listening while it is notified', () => {
  const hub = new SignalHub();
  const controller = new AbortController();
  const notified: string[] = [];
  const leave = hub.listen(controller.signal, () => {
    notified.push('first');
    leave();
  });
  hub.listen(controller.signal, () => notified.push('second'));
  controller.abort();
  expect(notified).toStrictEqual(['first', 'second']);
});
