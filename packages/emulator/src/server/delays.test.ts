import { expect, test } from 'vitest';
import { Delays } from './delays.ts';

test('a wait elapses, at once where there is nothing to wait for', async () => {
  const delays = new Delays();
  expect(await Promise.all([delays.wait(5), delays.wait(0), delays.wait(-1)])).toEqual([true, true, true]);
});

test('cancel ends what waits, end also what would', async () => {
  const delays = new Delays();
  const [first, second] = [delays.wait(60_000), delays.wait(60_000)];
  delays.cancel();
  expect(await Promise.all([first, second, delays.wait(1)])).toEqual([false, false, true]);
  const third = delays.wait(60_000);
  delays.end();
  expect(await Promise.all([third, delays.wait(60_000), delays.wait(0)])).toEqual([false, false, false]);
});
