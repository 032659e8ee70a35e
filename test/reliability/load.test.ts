import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Load } from './load.ts';

const command = fileURLToPath(new URL('load.ts', import.meta.url));

test(
  '50,000 creates through 64 calls at once, none lost, none doubled, memory flat',
  { timeout: 600_000 },
  async () => {
    const options = ['--expose-gc', '--conditions=@subuser/source', command];
    const { stdout } = await promisify(execFile)(process.execPath, options);
    const load = JSON.parse(stdout) as Load;
    expect(load).toMatchObject({ creates: 50_000, present: 50_000, missing: 0, twice: 0 });
    // One request in twenty refused, one in a hundred carried out and not answered.
    expect(load.faults['429']).toBeGreaterThan(2_000);
    expect(load.faults['drop-after-apply']).toBeGreaterThan(400);
    expect(load.settled).toBeGreaterThan(400);
    expect(load.working).toBe(load.settled);
    expect(load.heapAtLast - load.heapAtFirst).toBeLessThan(20);
  },
);
