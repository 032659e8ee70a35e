import { expect, test } from 'vitest';
import { emulators } from './emulators.ts';

test.each(Object.entries(emulators))('%s starts as any other carrier does', async (_, start) => {
  const { origin, options, control, close } = await start({ latencyMs: 1, now: () => 0 });
  try {
    expect(options.baseUrl).toBe(origin);
    expect(control.seed(2)).toHaveLength(2);
    expect((await fetch(origin)).headers.get('date')).toBe('Thu, 01 Jan 1970 00:00:00 GMT');
    expect(control.requests).toMatchObject([{ operation: 'unknown', applied: false }]);
  } finally {
    await close();
  }
  await expect(fetch(origin)).rejects.toThrow('fetch failed');
});

test.each(Object.entries(emulators))('%s is the same on every run with one word', async (_, start) => {
  const read = async (word?: string): Promise<unknown[]> => {
    const { origin, options, extras, control, close } = await start(word === undefined ? {} : { word });
    const ids = control.seed(2);
    await close();
    return JSON.parse(JSON.stringify([options, extras, ids]).replaceAll(origin, ''));
  };
  expect(await read('word')).toEqual(await read('word'));
  expect(await read('word')).not.toEqual(await read('other'));
  expect(await read()).not.toEqual(await read());
});

test.each(Object.entries(emulators))('%s has its switches on its control, at their usual values', async (_, start) => {
  const { switches, control, close } = await start();
  await close();
  const usual = Object.fromEntries(Object.entries(switches).map(([name, each]) => [name, each.usual]));
  expect(control).toMatchObject(usual);
  for (const { usual: value, values, about } of Object.values(switches)) {
    expect(about).not.toBe('');
    expect(values ?? [value]).toContain(value);
  }
});
