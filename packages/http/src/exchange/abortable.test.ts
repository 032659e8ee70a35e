import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { abortable } from './abortable.ts';

test('is the promise, and leaves no listener', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(1), signal)).toBe(1);
  await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test("is the signal's reason as soon as it aborts, and a late failure is unheard", async () => {
  const controller = new AbortController();
  let fail: ((error: Error) => void) | undefined;
  const failing = abortable(new Promise<never>((_, reject) => (fail = reject)), controller.signal);
  controller.abort('enough');
  await expect(failing).rejects.toBe('enough');
  fail?.(new Error('late'));
});

test('an aborted signal does not wait', async () => {
  await expect(abortable(new Promise(() => undefined), AbortSignal.abort('enough'))).rejects.toBe('enough');
});
