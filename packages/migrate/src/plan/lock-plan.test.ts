import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockPlan } from './lock-plan.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'locks-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('one process at a time works on a plan; other plans are not held up', async () => {
  const locks = join(folder, 'state', 'locks');
  const lock = await lockPlan({ digest: 'd1' }, locks);
  await expect(lockPlan({ digest: 'd1' }, locks)).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringMatching(/^another process works on this plan: \S+d1\.lock is held by process \d+ on /u),
  });
  await (await lockPlan({ digest: 'd2' }, locks)).release();
  await lock.release();
  await (await lockPlan({ digest: 'd1' }, locks)).release();
  expect(await readdir(locks)).toEqual([]);
});

test('a folder that cannot be made is the file system’s error', async () => {
  await expect(lockPlan({ digest: 'd1' }, '/dev/null/locks')).rejects.toMatchObject({ code: 'ENOTDIR' });
});
