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
