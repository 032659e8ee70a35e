import { expect, test } from 'vitest';
import { withCleanUp } from './with-clean-up.ts';

test('ends in reverse order, after the result is there', async () => {
  const seen: string[] = [];
  const result = await withCleanUp((cleanUp) => {
    cleanUp(() => seen.push('first'));
    cleanUp(() => Promise.resolve().then(() => seen.push('second')));
    seen.push('acted');
    return Promise.resolve('result');
  });
  expect([result, seen]).toEqual(['result', ['acted', 'second', 'first']]);
});

test('an error stops no other end', async () => {
  const seen: string[] = [];
  const failing = withCleanUp((cleanUp) => {
    cleanUp(() => seen.push('first'));
    cleanUp(() => Promise.reject(new Error('cannot close')));
    cleanUp(() => seen.push('third'));
    return Promise.reject(new Error('cannot act'));
  });
  await expect(failing).rejects.toThrow('cannot close');
  expect(seen).toEqual(['third', 'first']);
});
